import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { root } from "../../scripts/lib/paths.js";

/** Bytes of a minified and gzipped bundle, as a consumer's bundler would make it. */
async function bundledSize(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    write: false,
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).byteLength;
}

const entry = (name: string): string => JSON.stringify(join(root, `dist/${name}.js`));

test("creating a client and updating an order costs at most 6.8 kB, and carries no list of countries", async () => {
  const size = await bundledSize(
    `import { createOrdersClient } from ${entry("index")};
    const orders = createOrdersClient({ customerSession: "t" });
    console.log(await orders.update("id", {}));`,
  );
  expect(size).toBeLessThanOrEqual(6800);
  // So that the bound cannot be met by a bundle of nothing.
  expect(size).toBeGreaterThan(3000);
});
