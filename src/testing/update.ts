import { countryAlpha2InputValues, subdivisions, type Subdivision } from "../generated/constants.js";
import type { Address, AddressInput, CustomerOrderUpdate } from "../generated/types.js";
import { normalizeLine, normalizeState } from "../workflows/normalize.js";
import { json, problem } from "./answers.js";
import { found, object, oneOf, optional, required, string, text, type Check } from "./checks.js";
import type { Call } from "./state.js";

const countryCode = oneOf(countryAlpha2InputValues);
const country: Check = (loc, input) => countryCode(loc, typeof input === "string" ? input.toUpperCase() : input);
const line = optional(string);
const lines = { line1: line, line2: line, postal_code: line, city: line, state: line };
const address = object({ ...lines, country: required(country) });
const states: Readonly<Record<string, readonly Subdivision[]>> = subdivisions;

/** Polar points at the address as a whole if its state does not exist. */
const wholeAddress: Check = (loc, input) => {
  const faults = address(loc, input);
  if (faults.length > 0) return faults;
  const { country: code, state } = normalize(input as AddressInput);
  if (state === null || (states[code]?.some((known) => known.code === state) ?? true)) return [];
  const msg = `Value error, Invalid ${code === "US" ? "US state" : "CA subdivision"}`;
  return found("value_error", loc, msg, input, { error: {} });
};

export const updateBody = required(object({ billing_name: optional(text), billing_address: optional(wholeAddress) }));

/** A valid address as Polar stores it. */
function normalize({ country: given, line1, line2, postal_code, city, state }: AddressInput): Address {
  return {
    line1: normalizeLine(line1),
    line2: normalizeLine(line2),
    postal_code: normalizeLine(postal_code),
    city: normalizeLine(city),
    state: normalizeState(given.toUpperCase(), state),
    country: given.toUpperCase(),
  };
}

export function update({ state, order, body }: Call): Response {
  const { billing_name, billing_address } = body as CustomerOrderUpdate;
  const changed = billing_address && normalize(billing_address);
  const locks = (["country", "state"] as const).flatMap((name) => {
    if (!changed || !order.billing_address || changed[name] === order.billing_address[name]) return [];
    const msg = `${name === "state" ? "State" : "Country"} cannot be changed`;
    return found("value_error", ["body", "billing_address", name], msg, changed[name]);
  });
  if (locks.length > 0) return problem(422, "PolarRequestValidationError", locks);
  if (billing_name !== undefined) order.billing_name = billing_name;
  if (changed !== undefined) order.billing_address = changed;
  if (billing_name !== undefined || changed !== undefined) order.modified_at = state.timestamp();
  return json(200, order);
}
