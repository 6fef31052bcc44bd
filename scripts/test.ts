import { existsSync } from "node:fs";
import { startVitest, type TestModule } from "vitest/node";
import { refuseFlags } from "./tools/flags.js";
import { chromiumPath, commandPath } from "./tools/paths.js";
import { runNode } from "./tools/run.js";

const names = process.argv.slice(2);
if (names.some((name) => name.startsWith("-")))
  refuseFlags("test", "takes names of test files; for Vitest's flags there is npm run test:unit");

const counts = { passed: 0, failed: 0, skipped: 0 };
// In an exit handler, so that this is the last line whatever happens.
process.once("exit", (code) => {
  if (code !== 0 && counts.failed === 0) counts.failed++;
  const { passed, failed, skipped } = counts;
  console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
});

const tsx = commandPath("tsx", "tsx");
const tsc = commandPath("typescript", "tsc");
// The build comes first: the tests of the package and of `npm start` load dist/.
const isBuilt = await step("build", [tsx, "scripts/build.ts"]);
const checks = await Promise.all([
  step("lint", [tsx, "scripts/lint.ts"]),
  step("generate:check", [tsx, "scripts/generate.ts", "--check"]),
  step("typecheck", [tsc]),
  step("typecheck of the examples", [tsc, "-p", "examples"]),
  step("typecheck of the bench and the page", [tsc, "-p", "tsconfig.apart.json"]),
]);
if (!existsSync(chromiumPath)) leaveOutBrowser();
const areTestsGreen = isBuilt && (await runTests());
process.exit(areTestsGreen && checks.every(Boolean) ? 0 : 1);

/** Runs one check as `npm run <name>` would; shows its output only if it fails. */
async function step(name: string, args: string[]): Promise<boolean> {
  const started = performance.now();
  const { code, output } = await runNode(args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  counts[code === 0 ? "passed" : "failed"]++;
  console.log(code === 0 ? `ok      ${name} (${seconds} s)` : `FAILED  ${name}\n${output}`);
  return code === 0;
}

/** vitest.config.ts leaves its tests out; only at home is that in order. */
function leaveOutBrowser(): void {
  const isCI = Boolean(process.env["CI"]);
  counts[isCI ? "failed" : "skipped"]++;
  console.log(`${isCI ? "FAILED " : "skipped"} test/browser: ${chromiumPath} is missing`);
}

async function runTests(): Promise<boolean> {
  const vitest = await startVitest("test", names, { watch: false, reporters: ["agent"] });
  const modules = vitest.state.getTestModules();
  for (const module of modules) count(module);
  counts.failed += vitest.state.getUnhandledErrors().length;
  // A name that no test file has must not look like success.
  if (modules.length === 0) counts.failed++;
  await vitest.close();
  // Vitest's own verdict counts as well: it also knows faults that no test has.
  return counts.failed === 0 && !process.exitCode;
}

function count(module: TestModule): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    counts[state === "pending" ? "skipped" : state]++;
  }
  counts.failed += module.errors().length;
}
