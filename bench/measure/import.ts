import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runNode } from "../../scripts/tools/run.js";
import { bench, generated, singleFilePath } from "../lib/paths.js";
import type { ByPeer, ColdImport, Effort } from "../lib/results.js";
import { groupedMedian, shuffled, spread } from "../lib/stats.js";
import { peers, type Peer } from "../peers.js";

interface Probe {
  readonly peer: string;
  readonly form: "packages" | "singleFile";
  readonly imports: readonly string[];
  readonly timesMs: number[];
}

/** The time of `import` in a process that has just begun; a fresh process for each, in rounds. */
export async function measureImports({ importRounds }: Effort): Promise<ByPeer<ColdImport>> {
  const probes = peers.flatMap(probesOf);
  // One round for the disk's cache.
  for (const probe of probes) await runProbe(probe);
  for (let round = 0; round < importRounds; round++) {
    for (const probe of shuffled(probes)) probe.timesMs.push(await runProbe(probe));
  }
  const timesOf = (peer: string, form: Probe["form"]): number[] =>
    probes.find((probe) => probe.peer === peer && probe.form === form)?.timesMs ?? [];
  const reference = timesOf("openapi-fetch", "packages");
  return Object.fromEntries(
    peers.map(({ id }): [string, ColdImport] => {
      const packages = timesOf(id, "packages");
      const ratios = packages.map((time, round) => [time / (reference[round] ?? Number.NaN)]);
      return [
        id,
        {
          packagesMs: packages.length === 0 ? undefined : spread(packages),
          ratio: packages.length === 0 ? undefined : groupedMedian(ratios),
          singleFileMs: spread(timesOf(id, "singleFile")),
        },
      ];
    }),
  );
}

function probesOf({ id, imports }: Peer): Probe[] {
  const singleFile = pathToFileURL(singleFilePath(id)).href;
  const probes: Probe[] = [{ peer: id, form: "singleFile", imports: [singleFile], timesMs: [] }];
  if (imports.length > 0) probes.push({ peer: id, form: "packages", imports, timesMs: [] });
  return probes;
}

async function runProbe({ peer, imports }: Probe): Promise<number> {
  const { code, output, stdout } = await runNode([join(generated, "modules/probe.js"), ...imports], { cwd: bench });
  if (code !== 0) throw new Error(`the import of ${peer} failed:\n${output}`);
  return Number(stdout);
}
