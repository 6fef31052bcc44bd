import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { commandPath, root } from "./paths.js";
import { runNode } from "./run.js";

const dist = join(root, "dist");

/** Removes dist/, so that the output of a source file that is gone cannot be published. */
export function clean(): Promise<void> {
  return rm(dist, { recursive: true, force: true });
}

/**
 * Writes the JavaScript: one file per entry, because Node loads many small modules slowly; what the two have in common is a few
 * lines. A file that would not change is left alone, because another process may be reading it.
 */
export async function buildCode(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ["index", "sessions", "testing", "validate"].map((name) => join(root, `src/${name}.ts`)),
    outdir: dist,
    bundle: true,
    packages: "external",
    format: "esm",
    target: "es2022",
    platform: "neutral",
    sourcemap: true,
    // The sources are published next to it.
    sourcesContent: false,
    write: false,
  });
  await mkdir(dist, { recursive: true });
  for (const { path, text } of outputFiles) {
    const present = await readFile(path, "utf8").catch(() => undefined);
    if (present !== text) await writeFile(path, text);
  }
}

/** Writes the declarations; resolves to what the compiler complains about. */
export async function buildTypes(): Promise<string> {
  const { output } = await runNode([commandPath("typescript", "tsc"), "-p", "tsconfig.build.json"]);
  return output;
}
