import type { CustomerOrder, CustomerOrderUpdate } from "@internal/polar-orders";

/** The fields, by the names that issues carry. */
export const labels = {
  billing_name: "Name",
  "billing_address.line1": "Address",
  "billing_address.line2": "Suite, floor or building",
  "billing_address.postal_code": "Postal code",
  "billing_address.city": "City",
  "billing_address.country": "Country",
  "billing_address.state": "State or province",
} as const;
export type FieldName = keyof typeof labels;

/** What the form starts with: the known members alone, for Polar adds some that it does not take back. */
export function formValues({ billing_name, billing_address }: CustomerOrder) {
  const {
    line1 = null,
    line2 = null,
    postal_code = null,
    city = null,
    state = null,
    country = "",
  } = billing_address ?? {};
  return { billing_name, billing_address: { line1, line2, postal_code, city, state, country } } as CustomerOrderUpdate;
}
