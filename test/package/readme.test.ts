import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Results } from "../../bench/lib/results.js";
import { withComparison } from "../../bench/readme.js";
import { root } from "../../scripts/lib/paths.js";

const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");

test("every figure of the README's comparison comes from bench/results.json", async () => {
  const results = JSON.parse(await read("bench/results.json")) as Results;
  const readme = await read("README.md");
  expect(withComparison(readme, results)).toBe(readme);
});

test("every path that the documents link to exists", async () => {
  for (const document of ["README.md", "CONTRIBUTING.md"]) {
    const links = [...(await read(document)).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(0);
    for (const path of links)
      await expect(read(path).catch((error: NodeJS.ErrnoException) => error.code)).resolves.not.toBe("ENOENT");
  }
});
