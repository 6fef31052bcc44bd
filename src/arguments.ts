import { assert, assertMembers } from "./assert.js";
import { customerOrderUpdateMembers } from "./generated/constants.js";
import { matches } from "./predicates.js";

const uuidV4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** Rejects ids that could change the URL path, and ids that Polar would answer with 422. */
export function assertOrderId(id: unknown): void {
  assert(matches(id, uuidV4), "id must be a UUID version 4 with hyphens");
}

/** Polar ignores an unknown member with a 200, so that a typo would look like a success. */
export function assertChanges(changes: unknown): void {
  assertBody(changes, "changes", customerOrderUpdateMembers);
}

interface Members {
  readonly [member: string]: Members | null;
}

/** Checks that a body consists of plain objects with known members, which hold text or `null`. */
function assertBody(value: unknown, name: string, members: Members): void {
  assertMembers(value, name, Object.keys(members));
  for (const [member, part] of Object.entries(value)) {
    const inner = members[member];
    if (part === undefined || part === null) continue;
    if (inner) assertBody(part, `${name}.${member}`, inner);
    else assert(typeof part === "string", `${name}.${member} must be a string or null`);
  }
}
