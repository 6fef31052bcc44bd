import { describe, expect, test } from "vitest";
import { runNode } from "../../scripts/tools/run.js";

const commands = {
  bench: "bench/bench.ts",
  "bench:validate": "scripts/bench-validate.ts",
  build: "scripts/build.ts",
  docs: "scripts/docs.ts",
  example: "scripts/example.ts",
  generate: "scripts/generate.ts",
  lint: "scripts/lint.ts",
  mock: "scripts/mock.ts",
  "test:live": "scripts/test-live.ts",
  "test:runtimes": "scripts/test-runtimes.ts",
};

describe.each(Object.entries(commands))("npm run %s", (name, file) => {
  test("refuses a flag that it does not know, with one line and exit code 2", async () => {
    const { code, output } = await runNode(["--import", "tsx", file, "--no-such-flag"]);
    expect(output).toBe(`${name}: Unknown option '--no-such-flag' (npm run ${name} -- --help explains)\n`);
    expect(code).toBe(2);
  });
});

test("--help says what a command does, and does nothing else", async () => {
  const { code, output } = await runNode(["--import", "tsx", "scripts/lint.ts", "--help"]);
  expect(output).toBe("Lints the contract and the code, and checks the format.\n");
  expect(code).toBe(0);
});

test("npm run bench names the measures where --only has another", async () => {
  const { code, output } = await runNode(["--import", "tsx", "bench/bench.ts", "--only", "bundle,foo"]);
  expect(output).toMatch(/^bench: --only takes bundle, workflow, .*, joined by commas\n$/);
  expect(code).toBe(2);
});
