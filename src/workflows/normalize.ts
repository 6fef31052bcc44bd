/** A line as Polar stores it: trimmed, and `null` if nothing is left. */
export function normalizeLine(line: string | null | undefined): string | null {
  return line?.trim() || null;
}

/** A state as Polar stores it: those of the US and Canada carry the country's prefix. */
export function normalizeState(country: string, state: string | null | undefined): string | null {
  const line = normalizeLine(state);
  const isPrefixed = line === null || (country !== "US" && country !== "CA") || line.startsWith(`${country}-`);
  return isPrefixed ? line : `${country}-${line}`;
}
