import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Results } from "../../bench/lib/results.js";
import { withComparison, withSummary } from "../../bench/readme.js";
import { root } from "../../scripts/tools/paths.js";

const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");

test.each([
  ["README.md", withSummary],
  ["bench/README.md", withComparison],
])("every figure in the bench's part of %s comes from bench/results.json", async (file, withResults) => {
  const results = JSON.parse(await read("bench/results.json")) as Results;
  const readme = await read(file);
  expect(withResults(readme, results)).toBe(readme);
});
