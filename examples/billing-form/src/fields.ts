import { amendBillingAddress, countryAlpha2InputValues, subdivisions } from "@internal/polar-orders";
import type { CustomerOrder } from "@internal/polar-orders";
import { get } from "react-hook-form";

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

const regions = new Intl.DisplayNames(undefined, { type: "region" });
export const countries = countryAlpha2InputValues
  .map((code) => ({ code, name: regions.of(code) ?? code }))
  .toSorted((a, b) => a.name.localeCompare(b.name));
export const states = [...subdivisions.US, ...subdivisions.CA];

/** What the form starts with. An address is left out where Polar does not take its country back. */
export function formValues(order: CustomerOrder) {
  const { billing_name, billing_address: stored } = order;
  if (!stored) return { billing_name, billing_address: { country: "" as "US" } };
  const isTaken = countries.some(({ code }) => code === stored.country);
  return { billing_name, billing_address: isTaken ? amendBillingAddress(order, {}) : undefined };
}

/** What the form shows of an order: the names of its country and state in place of their codes. */
export function shown(order: CustomerOrder, name: FieldName): string {
  const value = get(order, name) as string | null | undefined;
  if (name === "billing_address.country" && value) return regions.of(value) ?? value;
  return states.find(({ code }) => code === value)?.name ?? (value || "–");
}
