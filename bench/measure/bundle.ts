import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bench, singleFilePath } from "../lib/paths.js";
import type { Bundle, ByPeer } from "../lib/results.js";
import { peers } from "../peers.js";

/** The size of "create a client and update an order", for a browser. Leaves the files for the measure of imports. */
export async function measureBundles(): Promise<ByPeer<Bundle>> {
  const bundles: Record<string, Bundle> = {};
  for (const { id } of peers) {
    const outfile = singleFilePath(id);
    await build({
      absWorkingDir: bench,
      entryPoints: [`peers/${id}.ts`],
      outfile,
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      platform: "browser",
      legalComments: "none",
    });
    const code = readFileSync(outfile);
    bundles[id] = { minifiedBytes: code.length, gzipBytes: gzipSync(code, { level: 9 }).length };
  }
  return bundles;
}
