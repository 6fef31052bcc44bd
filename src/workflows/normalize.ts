import type { Address } from "../generated/types.js";

/** A line as Polar stores it: trimmed, and `null` where nothing is left. */
function normalizeLine(line: string | null | undefined): string | null {
  return line?.trim() || null;
}

/** A state as Polar stores it: those of the US and Canada carry the country's prefix. */
export function normalizeState(country: string, state: string | null | undefined): string | null {
  const line = normalizeLine(state);
  const isPrefixed = line === null || (country !== "US" && country !== "CA") || line.startsWith(`${country}-`);
  return isPrefixed ? line : `${country}-${line}`;
}

/** Whether two addresses are stored alike. */
export function isSameAddress(one: Partial<Address>, other: Partial<Address>): boolean {
  const country = one.country?.toUpperCase() ?? "";
  return (
    country === other.country?.toUpperCase() &&
    normalizeState(country, one.state) === normalizeState(country, other.state) &&
    (["line1", "line2", "postal_code", "city"] as const).every(
      (line) => normalizeLine(one[line]) === normalizeLine(other[line]),
    )
  );
}
