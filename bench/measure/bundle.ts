import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bench } from "../lib/paths.js";
import type { Bundle, ByPeer, Trouble } from "../lib/results.js";
import { peers } from "../peers.js";

/** Programs of ours that no peer has. */
const oursOnly = { "is-polar-error": "is-polar-error.ts" };

/** The size of "create a client and update an order", for a browser. */
export function measureBundles(troubles: Trouble[]): Promise<ByPeer<Bundle>> {
  const entries = Object.fromEntries(peers.map(({ id }) => [id, `peers/${id}.ts`]));
  return bundleAll("bundle", { ...entries, ...oursOnly }, troubles);
}

/** The size of "read an order, update it, have its invoice generated, read the invoice's link". */
export function measureWorkflows(troubles: Trouble[]): Promise<ByPeer<Bundle>> {
  const ids = [...peers.map(({ id }) => id), "ours-in-one-call"];
  const entries = ids.map((id): [string, string] => [id, `workflows/${id}.ts`]);
  const written = entries.filter(([, entry]) => existsSync(join(bench, entry)));
  return bundleAll("workflow", Object.fromEntries(written), troubles);
}

async function bundleAll(
  measure: string,
  entries: Readonly<Record<string, string>>,
  troubles: Trouble[],
): Promise<ByPeer<Bundle>> {
  const bundles: Record<string, Bundle> = {};
  for (const [id, entry] of Object.entries(entries)) {
    try {
      bundles[id] = await bundle(entry);
    } catch (error) {
      troubles.push({ peer: id, measure, reason: String(error) });
    }
  }
  return bundles;
}

async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    absWorkingDir: bench,
    entryPoints: [entry],
    write: false,
    logLevel: "silent",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    legalComments: "none",
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return { minifiedBytes: code.length, gzipBytes: gzipSync(code, { level: 9 }).length };
}
