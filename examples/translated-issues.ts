import type { CustomerOrderUpdate } from "@internal/polar-orders";
import { billingDetailsSchema } from "@internal/polar-orders/validate";

/** An issue of a schema, or of a `ValidationError`: both have a `code`. */
type CodedIssue = { readonly code: string; readonly message: string };

/** What the codes mean to a customer: first the schema's codes, then Polar's own. */
const german: Record<string, string> = {
  missing: "Bitte ausfüllen.",
  type: "Bitte einen Text eingeben.",
  enum: "Bitte aus der Liste wählen.",
  pattern: "Enthält ein Zeichen, das nicht erlaubt ist.",
  subdivision: "Bitte aus der Liste wählen.",
  value_error: "Dieser Wert wird nicht angenommen.",
};

/** The translation, or the English message for a code that is not known yet. */
export function translate({ code, message }: CodedIssue): string {
  return Object.hasOwn(german, code) ? german[code]! : message;
}

// What a form may hold before the customer fills it in.
const draft = { billing_name: "Ada", billing_address: { country: "", state: "" } } as unknown as CustomerOrderUpdate;
const { issues = [] } = billingDetailsSchema["~standard"].validate(draft);
for (const issue of issues) console.log(`${issue.path.join(".")}: ${translate(issue)}`);
