import { CustomerOrderUpdate } from "../generated/validators.js";
import type * as types from "../generated/types.js";
import { isObject } from "../predicates.js";
import { subdivisions } from "../generated/constants.js";
import { add, below, type Name, type Place } from "./issues.js";
import { contractSchema, type ContractSchema } from "./standard-schema.js";

/** What a form may send: what `correctBillingDetails` takes, with an address that is whole. */
export interface BillingDetails extends types.CustomerOrderUpdate {
  billing_address?: types.AddressInput;
}

/**
 * For a form: checks what `customerOrderUpdateSchema` does, that an address is not removed, and that the state of a US or Canadian
 * address is one that Polar accepts. Polar itself points at the address as a whole for a wrong one; this schema points at the state.
 */
export const billingDetailsSchema: ContractSchema<BillingDetails> =
  /* @__PURE__ */ contractSchema<BillingDetails>(checkBillingDetails);

function checkBillingDetails(value: unknown, at: Place, name: Name): void {
  CustomerOrderUpdate(value, at, name);
  const address = isObject(value) ? value["billing_address"] : undefined;
  if (address === null) add(below(at, name), "billing_address", "type", "cannot be removed");
  if (!isObject(address) || typeof address["state"] !== "string") return;
  const { country } = address;
  if (country !== "US" && country !== "CA") return;
  const state = address["state"].trim();
  // A blank state counts as none, and none is needed.
  const isKnown = state === "" || subdivisions[country].some(({ code }) => code === state || code.slice(3) === state);
  const rule = country === "US" ? "a US state, such as CA" : "a Canadian province, such as ON";
  if (!isKnown) add(below(below(at, name), "billing_address"), "state", "subdivision", `must be the code of ${rule}`);
}
