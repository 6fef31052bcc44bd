import { isDeepStrictEqual } from "node:util";
import { isObject, own, type Json } from "./json.js";
import { fromOwner, partAt, type Owners } from "./place.js";

/** One difference: `added` is published and not ours, `removed` is ours and no longer published. */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  /** From the nearest component of ours, or from the root where there is none. */
  readonly pointer: string;
  /** The keyword, member, variant … that it is about, as tokens from the root: one of possibly several places. */
  readonly tokens: readonly string[];
  readonly published?: Json | undefined;
  readonly ours?: Json | undefined;
  /** On how many places of the contract it shows, as a component may be used several times. */
  readonly places: number;
}

export type Difference = Omit<Change, "pointer" | "places">;

/** Differences as seen from the components around them, the same one in a shared component once. */
export function toChanges(found: readonly Difference[], owners: Owners): Change[] {
  const changes = new Map<string, Change>();
  for (const change of found) {
    const pointer = fromOwner(change.tokens, owners);
    const key = JSON.stringify([change.kind, pointer, change.published, change.ours]);
    const known = changes.get(key);
    changes.set(key, { ...change, pointer, places: (known?.places ?? 0) + 1 });
  }
  return [...changes.values()].toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

/** Every difference between two values at the same place of the canonical tree. */
export function differences(ours: Json, published: Json, tokens: readonly string[]): Difference[] {
  if (isDeepStrictEqual(ours, published)) return [];
  // One schema that became a union, as a whole: keyword by keyword it would read as many changes.
  const isSplit = isObject(published) && isObject(published["anyOf"]) && isObject(ours) && !ours["anyOf"];
  if (isObject(ours) && isObject(published) && !isSplit) {
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

/** Each value on its own. `null` is left to `type`, which says it as well. */
function enumDifferences(ours: Json[], published: Json[], tokens: readonly string[]): Difference[] {
  return [
    ...valuesOnlyIn(published, ours).map((value): Difference => ({ kind: "added", tokens, published: value })),
    ...valuesOnlyIn(ours, published).map((value): Difference => ({ kind: "removed", tokens, ours: value })),
  ];
}

function valuesOnlyIn(values: Json[], others: Json[]): Json[] {
  return values.filter((value) => value !== null && !others.includes(value));
}
