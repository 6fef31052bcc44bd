import { isDeepStrictEqual } from "node:util";
import { isObject, own, type Json, type JsonObject } from "../contract/json.js";
import { needsToken } from "./operation.js";
import { fromOwner, isSchemaAt, partAt, sideOf, type Owners, type Side } from "./place.js";

/** One difference: `added` is published and not ours, `removed` is ours and not published. */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  /** From our nearest component, or from the root outside of all. */
  readonly pointer: string;
  /** The keyword, member, variant … that it is about, as tokens from the root: one of possibly several places. */
  readonly tokens: readonly string[];
  readonly side: Side;
  readonly published?: Json | undefined;
  readonly ours?: Json | undefined;
  /** In how many places of the contract it shows, because a component may be used several times. */
  readonly places: number;
}

export type Difference = Pick<Change, "kind" | "tokens" | "published" | "ours">;

/** Differences as seen from the components around them, the same one in a shared component once for each side. */
export function toChanges(found: readonly Difference[], owners: Owners): Change[] {
  const changes = new Map<string, Change>();
  for (const difference of found) {
    const pointer = fromOwner(difference.tokens, owners);
    const side = sideOf(difference.tokens);
    const key = JSON.stringify([pointer, side, difference.kind, difference.published, difference.ours]);
    const known = changes.get(key);
    changes.set(key, { ...difference, ...known, pointer, side, places: (known?.places ?? 0) + 1 });
  }
  return [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}

/** Every difference between two values at the same place of the canonical tree. */
export function differences(ours: Json, published: Json, tokens: readonly string[]): Difference[] {
  if (isDeepStrictEqual(ours, published)) return [];
  if (isObject(ours) && isObject(published) && !isWhole(ours, published, tokens)) {
    return [...new Set([...Object.keys(ours), ...Object.keys(published)])].flatMap((key) => {
      const place = [...tokens, key];
      // A path is nothing but its operations.
      const absent = partAt(place) === "path" ? {} : undefined;
      const mine = own(ours, key) ?? absent;
      const theirs = own(published, key) ?? absent;
      if (mine === undefined) return [{ kind: "added", tokens: place, published: theirs } as const];
      if (theirs === undefined) return [{ kind: "removed", tokens: place, ours: mine } as const];
      return differences(mine, theirs, place);
    });
  }
  if (tokens.at(-1) === "enum" && Array.isArray(ours) && Array.isArray(published)) {
    return enumDifferences(ours, published, tokens);
  }
  return [{ kind: "changed", tokens, ours, published }];
}

/** What keyword by keyword would read as many changes: one schema that became a union, and a token that is needed no more. */
function isWhole(ours: JsonObject, published: JsonObject, tokens: readonly string[]): boolean {
  if (partAt(tokens) === "requirements") return needsToken(ours) !== needsToken(published);
  return isSchemaAt(tokens) && isObject(published["anyOf"]) && !ours["anyOf"];
}

/** Each value on its own. `null` is left to `type`, which says it too. */
function enumDifferences(ours: Json[], published: Json[], tokens: readonly string[]): Difference[] {
  return [
    ...valuesOnlyIn(published, ours).map((value): Difference => ({ kind: "added", tokens, published: value })),
    ...valuesOnlyIn(ours, published).map((value): Difference => ({ kind: "removed", tokens, ours: value })),
  ];
}

function valuesOnlyIn(values: Json[], others: Json[]): Json[] {
  return values.filter((value) => value !== null && !others.includes(value));
}
