import { canonicalise } from "./canonical.js";
import { differences, toChanges, type Change } from "./changes.js";
import { applyDepartures, type Departure, type StaleDeparture } from "./departures.js";
import type { JsonObject } from "./json.js";
import { ownersOf } from "./place.js";
import { rate, type Bump, type Rating } from "./rate.js";

export interface Comparison {
  readonly changes: readonly (Change & Rating)[];
  readonly stale: readonly StaleDeparture[];
  /** What the changes ask of our package's version; undefined where there are none. */
  readonly bump: Bump | undefined;
}

/** Holds a published description against our contract, both as OpenAPI documents; departures are what may differ. */
export function compare(ours: JsonObject, published: JsonObject, departures: readonly Departure[] = []): Comparison {
  const mine = canonicalise(ours);
  const { tree, stale, moved } = applyDepartures(mine, canonicalise(published, ours), departures);
  const changes = toChanges([...differences(mine.tree, tree, []), ...moved], ownersOf(mine.positions)).map((change) =>
    Object.assign(rate(change, mine.tree), change),
  );
  const bumps = new Set(changes.map(({ bump }) => bump));
  const bump = (["major", "minor", "patch"] as const).find((level) => bumps.has(level));
  return { changes, stale, bump };
}
