import { assert, assertMembers } from "./assert.js";
import { customerOrderUpdateMembers, ordersListQueryMembers } from "./generated/constants.js";
import { isString, matches } from "./predicates.js";

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

/** Polar cuts a limit above 100 without a word, and ignores parameters that it does not know. */
export function assertListQuery(query: unknown): void {
  assertMembers(query, "query", ordersListQueryMembers);
  for (const [member, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const most = { page: Number.MAX_SAFE_INTEGER, limit: 100 }[member];
    if (most) {
      const isWithin = Number.isInteger(value) && Number(value) > 0 && Number(value) <= most;
      assert(isWithin, `query.${member} must be a whole number from 1 to ${most}`);
    } else {
      const mayBeList = member !== "query";
      const texts = mayBeList ? [value].flat() : [value];
      const areTexts = texts.length > 0 && texts.every(isString);
      assert(areTexts, `query.${member} must be a string${mayBeList ? " or a list of strings" : ""}`);
    }
  }
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
