import { join } from "node:path";
import { runNode } from "../../scripts/tools/run.js";
import { bench, generated } from "../lib/paths.js";
import type { ByPeer, ColdImport, Effort } from "../lib/results.js";
import { groupedMedian, shuffled, spread } from "../lib/stats.js";
import { peers, type Peer } from "../peers.js";

/** The time of `import` in a process that has just begun; a fresh process for each, in rounds. */
export async function measureImports({ importRounds }: Effort): Promise<ByPeer<ColdImport>> {
  const importing = peers.filter(({ imports }) => imports.length > 0);
  // One round for the disk's cache.
  for (const peer of importing) await timeImport(peer);
  const times = new Map(importing.map(({ id }): [string, number[]] => [id, []]));
  for (let round = 0; round < importRounds; round++) {
    for (const peer of shuffled(importing)) times.get(peer.id)?.push(await timeImport(peer));
  }
  const reference = times.get("openapi-fetch") ?? [];
  return Object.fromEntries(
    [...times].map(([id, own]): [string, ColdImport] => [
      id,
      { ms: spread(own), ratio: groupedMedian(own.map((ms, round) => [ms / (reference[round] ?? Number.NaN)])) },
    ]),
  );
}

async function timeImport({ id, imports }: Peer): Promise<number> {
  const { code, output, stdout } = await runNode([join(generated, "modules/probe.js"), ...imports], { cwd: bench });
  if (code !== 0) throw new Error(`the import of ${id} failed:\n${output}`);
  return Number(stdout);
}
