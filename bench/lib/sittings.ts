import type { Trouble } from "./results.js";
import { shuffled } from "./stats.js";

/**
 * Takes a measure of each peer in several sittings, in an order left to chance: fresh processes even out what one of them happens to
 * be good or bad at for all its life. A peer that fails is left out, and named with the reason.
 */
export async function takeSittings<T>(
  measure: string,
  sittings: number,
  ids: readonly string[],
  play: (id: string) => Promise<T>,
  troubles: Trouble[],
): Promise<ReadonlyMap<string, readonly T[]>> {
  const taken = new Map(ids.map((id): [string, T[]] => [id, []]));
  for (let sitting = 0; sitting < sittings; sitting++) {
    for (const id of shuffled([...taken.keys()])) {
      try {
        taken.get(id)?.push(await play(id));
      } catch (error) {
        taken.delete(id);
        troubles.push({ peer: id, measure, reason: String(error) });
      }
    }
  }
  return taken;
}
