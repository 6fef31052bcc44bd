import { isName, isPlainObject } from "./predicates.js";

export function assert(holds: unknown, rule: string): asserts holds {
  if (!holds) throw new TypeError(rule);
}

/** Refuses what is not a plain object, and own members that are not among the known. */
export function assertMembers(
  value: unknown,
  name: string,
  known: readonly string[],
): asserts value is Record<string, unknown> {
  assert(isPlainObject(value), `${name} must be a plain object`);
  const unknown = Object.keys(value).find((member) => !known.includes(member));
  if (unknown === undefined) return;
  // A member's name helps to find the typo.
  const shown = isName(unknown) ? ` ${unknown}` : "";
  throw new TypeError(`${name} has an unknown member${shown}; known are ${known.join(", ")}`);
}
