import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "./paths.js";

/** What a consumer's bundler makes of a few lines that import from this package's sources: `./src/validate.ts`. */
export interface Minified {
  readonly code: string;
  /** In bytes, compressed as a server would. */
  readonly gzipSize: number;
  /** The files that are part of it, relative to the project's folder. */
  readonly files: readonly string[];
}

export async function minify(contents: string): Promise<Minified> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
  });
  const code = outputFiles[0]?.text ?? "";
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return { code, gzipSize: gzipSync(code, { level: 9 }).length, files };
}
