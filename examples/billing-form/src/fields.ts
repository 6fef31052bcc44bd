import type { CustomerOrder, CustomerOrderUpdate } from "@internal/polar-orders";

/** The fields, by the names that issues carry: their labels, and what browsers fill in. */
export const fields = {
  billing_name: ["Name", "billing name"],
  "billing_address.line1": ["Address", "billing address-line1"],
  "billing_address.line2": ["Suite, floor or building", "billing address-line2"],
  "billing_address.postal_code": ["Postal code", "billing postal-code"],
  "billing_address.city": ["City", "billing address-level2"],
  "billing_address.country": ["Country", "billing country"],
  "billing_address.state": ["State or province", "billing address-level1"],
} as const;
export type FieldName = keyof typeof fields;

/** What the form starts with: the known members alone, for Polar adds some that it does not take back. */
export function formValues({ billing_name, billing_address }: CustomerOrder) {
  const { line1, line2, postal_code, city, state, country } = { country: "", ...billing_address };
  return { billing_name, billing_address: { line1, line2, postal_code, city, state, country } } as CustomerOrderUpdate;
}
