import { assert, assertMembers } from "./assert.js";
import { customerOrderUpdateMembers } from "./generated/constants.js";
import { resolveOptions, type Option } from "./options.js";
import { isString, matches } from "./predicates.js";
import type { OrdersListQuery } from "./types.js";

const uuidV4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** Whether a value is a possible order id, a UUID version 4 with hyphens, in either case: what the operations take. */
export function isOrderId(value: unknown): value is string {
  return matches(value, uuidV4);
}

/** Rejects ids that could change the URL path, and ids that Polar would answer with 422. */
export function assertOrderId(id: unknown): void {
  assert(isOrderId(id), "id must be a UUID version 4 with hyphens");
}

/** Polar ignores an unknown member with a 200, so that a typo would look like a success. */
export function assertChanges(changes: unknown): void {
  assertBody(changes, "changes", customerOrderUpdateMembers);
}

// A URL cannot hold half of an emoji, which a cut text can end with.
const isText = (value: unknown): boolean => isString(value) && !/\p{Surrogate}/u.test(value);

// All are optional: what is not given counts as something that is allowed.
const isTexts = (value: unknown = ""): boolean => {
  const all = [value].flat();
  return all.length > 0 && all.every(isText);
};
const texts: Option = [undefined, isTexts, "a well-formed string or a list of them"];
const isUpTo = (most: number, value = 1): boolean => Number.isInteger(value) && value > 0 && value <= most;

const listQuery: { readonly [Name in keyof OrdersListQuery]-?: Option } = {
  page: [undefined, (value?: number) => isUpTo(Infinity, value), "a whole number, 1 or more"],
  // Polar cuts a greater one without a word.
  limit: [undefined, (value?: number) => isUpTo(100, value), "a whole number from 1 to 100"],
  query: [undefined, (value?: unknown) => value === undefined || isText(value), "a well-formed string"],
  sorting: texts,
  product_id: texts,
  product_billing_type: texts,
  subscription_id: texts,
};

/** The parameters of `list` as they are sent: Polar ignores those that it does not know. */
export function resolveListQuery(query: OrdersListQuery): object {
  return resolveOptions(query, listQuery, undefined, "query");
}

interface Members {
  readonly [member: string]: Members | null;
}

/** Checks that a body consists of plain objects with known members, which hold text or `null`. */
export function assertBody(value: unknown, name: string, members: Members): void {
  assertMembers(value, name, Object.keys(members));
  for (const [member, part] of Object.entries(value)) {
    const inner = members[member];
    if (part === undefined || part === null) continue;
    if (inner) assertBody(part, `${name}.${member}`, inner);
    else assert(isString(part), `${name}.${member} must be a string or null`);
  }
}
