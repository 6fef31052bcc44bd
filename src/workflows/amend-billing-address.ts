import { assertBody } from "../arguments.js";
import { assert } from "../assert.js";
import { customerOrderUpdateMembers } from "../generated/constants.js";
import type { Address, AddressInput, CountryAlpha2Input, CustomerOrder } from "../generated/types.js";
import { normalizeLine, normalizeState } from "./normalize.js";

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
  // A map has own members only: a polluted `Object.prototype` adds none.
  const given = new Map(Object.entries(changes));
  assert(stored || given.get("country"), "the country is missing: the order has no address yet");
  if (stored) {
    assert(
      !readOnlyCountries.has(stored.country),
      `the address cannot be changed: Polar stores the country ${stored.country}, but does not accept it in a request`,
    );
    for (const member of ["country", "state"] as const) {
      assert(
        isAsStored(stored, member, given.get(member)),
        `the ${member} cannot be changed: it is locked once an order has an address`,
      );
      // What is locked is repeated as it is stored.
      given.delete(member);
    }
  }
  const members = Object.keys(customerOrderUpdateMembers.billing_address) as (keyof AddressInput)[];
  // Known members only: Polar adds members to what it stores, and refuses none, but ignores them.
  const address = members.flatMap((member) => {
    const change = given.get(member);
    const value = change === undefined ? stored?.[member] : change;
    return value === undefined ? [] : [[member, value] as const];
  });
  return Object.fromEntries(address) as { country: CountryAlpha2Input };
}

/** Whether a member keeps its stored value: it is left out, or Polar would store the given value as the same one. */
export function isAsStored(stored: Address, member: keyof AddressInput, change: string | null | undefined): boolean {
  if (change === undefined) return true;
  const { country } = stored;
  if (member === "country") return change?.toUpperCase() === country;
  if (member === "state") return normalizeState(country, change) === normalizeState(country, stored.state);
  return normalizeLine(change) === normalizeLine(stored[member]);
}
