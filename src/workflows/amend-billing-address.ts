import { assertBody } from "../arguments.js";
import { assert } from "../assert.js";
import { customerOrderUpdateMembers } from "../generated/constants.js";
import type { AddressInput, CountryAlpha2Input, CustomerOrder } from "../generated/types.js";
import { normalizeState } from "./normalize.js";

/** What to change of a billing address: a member left out stays as stored, `null` clears a line. */
export type AddressChanges = { [Member in keyof AddressInput]?: AddressInput[Member] | undefined };

// Polar stores these, but does not take them back in a request.
const readOnlyCountries = new Set(["CU", "IR", "KP", "RU", "SY"]);

/**
 * The complete address to send with `update`, because Polar replaces the stored one whole: the stored lines, country and state, with
 * `changes` on top. Sends nothing.
 *
 * @throws {TypeError} `changes` has an unknown member or a value that is not text; it changes a country or state that is locked; it
 *   has no country, and none is stored; or the stored country is one that Polar does not take back (`CU IR KP RU SY`).
 */
export function amendBillingAddress(
  order: Pick<CustomerOrder, "billing_address">,
  changes: AddressChanges,
): AddressInput {
  assertBody(changes, "changes", customerOrderUpdateMembers.billing_address);
  const stored = order.billing_address;
  const isGiven = (member: keyof AddressInput): boolean =>
    Object.hasOwn(changes, member) && changes[member] !== undefined;
  assert(
    stored || (isGiven("country") && changes.country),
    "changes.country is required: the order has no address yet",
  );
  if (stored) {
    const { country } = stored;
    assert(
      !readOnlyCountries.has(country),
      `the address cannot be changed: Polar stores the country ${country}, but does not accept it in a request`,
    );
    assert(
      !isGiven("country") || changes.country?.toUpperCase() === country,
      "changes.country cannot differ from the stored country: it is locked once an order has an address",
    );
    assert(
      !isGiven("state") || normalizeState(country, changes.state) === normalizeState(country, stored.state),
      "changes.state cannot differ from the stored state: it is locked once an order has an address",
    );
  }
  const members = Object.keys(customerOrderUpdateMembers.billing_address) as (keyof AddressInput)[];
  // Known members only: Polar adds members to what it stores, and refuses none, but ignores them.
  const address = members.flatMap((member) => {
    const isLocked = stored && (member === "country" || member === "state");
    const value = isGiven(member) && !isLocked ? changes[member] : stored?.[member];
    return value === undefined ? [] : [[member, value] as const];
  });
  return Object.fromEntries(address) as { country: CountryAlpha2Input };
}
