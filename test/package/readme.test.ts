import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Results } from "../../bench/lib/results.js";
import { withComparison } from "../../bench/readme.js";
import { root } from "../../scripts/tools/paths.js";

const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");

test("every figure of the README's comparison comes from bench/results.json", async () => {
  const results = JSON.parse(await read("bench/results.json")) as Results;
  const readme = await read("README.md");
  expect(withComparison(readme, results)).toBe(readme);
});

test("every path that the README links to exists", async () => {
  const links = [...(await read("README.md")).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) => path!);
  expect(links).toContain("CONTRIBUTING.md");
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
