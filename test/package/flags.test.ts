import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/tools/paths.js";
import { runNode } from "../../scripts/tools/run.js";

const run = (file: string, ...flags: string[]) => runNode(["--import", "tsx", file, ...flags]);

test("every command reads its flags, so that it refuses those that it does not know", async () => {
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const files = Object.values(scripts).flatMap((line) => /^tsx (\S+)/.exec(line)?.[1] ?? []);
  expect(files).toContain("bench/bench.ts");
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
  expect(files.filter((_, index) => !/\b(?:commandFlags|readFlags|refuseFlags)\(/.test(texts[index]!))).toEqual([]);
});

test("an unknown flag gets one line and exit code 2", async () => {
  const { code, output } = await run("scripts/lint.ts", "--no-such-flag");
  expect(output).toBe("lint: Unknown option '--no-such-flag' (npm run lint -- --help explains)\n");
  expect(code).toBe(2);
});

test("--help says what a command does, and does nothing else", async () => {
  const { code, output } = await run("scripts/lint.ts", "--help");
  expect(output).toBe("Lints the contract and the code, and checks the format.\n");
  expect(code).toBe(0);
});

test("npm run bench names the measures where --only has another", async () => {
  const { code, output } = await run("bench/bench.ts", "--only", "bundle,foo");
  expect(output).toMatch(/^bench: --only takes bundle, workflow, .*, joined by commas\n$/);
  expect(code).toBe(2);
});
