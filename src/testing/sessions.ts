import { isObject } from "../predicates.js";
import { json, problem } from "./answers.js";
import { found, object, optional, required, string, text, toUuid, uuid, type Check } from "./checks.js";
import { formatTime, hourMs, type Call } from "./state.js";

const url: Check = (loc, input) => {
  if (typeof input !== "string") return found("url_type", loc, "URL input should be a string or URL", input);
  const error = input === "" ? "input is empty" : "relative URL without a base";
  if (!URL.canParse(input)) return found("url_parsing", loc, `Input should be a valid URL, ${error}`, input, { error });
  const expected_schemes = "'http' or 'https'";
  const msg = `URL scheme should be ${expected_schemes}`;
  return /^https?:/i.test(input) ? [] : found("url_scheme", loc, msg, input, { expected_schemes });
};
const common = { member_id: optional(uuid), external_member_id: optional(string), return_url: optional(url) };
const byId = object({ ...common, customer_id: required(uuid) });
const byExternalId = object({ ...common, external_customer_id: required(text) });

/** A request has to fit one variant; where it fits none, Polar reports the faults of both. */
export const sessionBody = required((loc, input) => {
  const first = byId([...loc, "CustomerSessionCustomerIDCreate"], input);
  const second = byExternalId([...loc, "CustomerSessionCustomerExternalIDCreate"], respell(input));
  return first.length > 0 && second.length > 0 ? [...first, ...second] : [];
});

/** The old spelling of the external id is read where the new one is absent. */
function respell(input: unknown): unknown {
  if (!isObject(input) || input["customer_external_id"] === undefined) return input;
  return { external_customer_id: input["customer_external_id"], ...input };
}

export function createSession({ state, body }: Call): Response {
  const { customer_id, external_customer_id, return_url: back } = respell(body) as Record<string, unknown>;
  // The external id wins where both are sent.
  const isExternal = typeof external_customer_id === "string";
  const id = isExternal ? external_customer_id : toUuid(String(customer_id));
  const customer = state.customers.find((one) => (isExternal ? one.external_id : one.id) === id);
  const loc = ["body", isExternal ? "external_customer_id" : "customer_id"];
  const unknown = found("value_error", loc, "Customer does not exist.", id);
  if (!customer) return problem(422, "PolarRequestValidationError", unknown);
  const token = state.issueToken({ customerId: customer.id });
  const created_at = state.timestamp();
  const expires_at = formatTime((Date.parse(created_at) + hourMs) * 1000);
  const return_url = typeof back === "string" ? new URL(back).href : null;
  const customer_portal_url = `https://polar.sh/acme/portal?customer_session_token=${token}&email=${encodeURIComponent(customer.email ?? "None")}`;
  const created = { created_at, modified_at: null, id: crypto.randomUUID(), token, expires_at };
  return json(201, { ...created, return_url, customer_portal_url, customer_id: customer.id, customer });
}
