import { countryAlpha2InputValues } from "@internal/polar-orders";

/** Amounts count the currency's smallest unit: cents, but whole yen. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export function date(time: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(time));
}

const regions = new Intl.DisplayNames(undefined, { type: "region" });
export const countryName = (code: string) => regions.of(code) ?? code;

export const countries = countryAlpha2InputValues
  .map((code) => ({ code, name: countryName(code) }))
  .toSorted((a, b) => a.name.localeCompare(b.name));
