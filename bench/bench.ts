import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { commandFlags, refuseFlags } from "../scripts/tools/flags.js";
import { bench } from "./lib/paths.js";
import { fullEffort, measureNames, quickEffort, type Environment, type Measured, type Results } from "./lib/results.js";
import { table } from "./lib/table.js";
import { peers } from "./peers.js";
import { installedVersions, prepare } from "./prepare.js";
import { withComparison, withSummary } from "./readme.js";
import { report } from "./report.js";
import { judge } from "./targets.js";

const resultsFile = join(bench, "results.json");
const usage = `Compares the package with other clients.

  npm run bench                          everything, about ten minutes; writes results.json, results.svg and the tables
  npm run bench -- --quick               fewer rounds; writes nothing
  npm run bench -- --only bundle,types   some of ${measureNames.join(", ")}; writes nothing
  npm run bench -- --draw                draws the chart and the tables again from results.json`;

const { quick, only, draw } = commandFlags("bench", usage, {
  quick: { type: "boolean" },
  only: { type: "string" },
  draw: { type: "boolean" },
});
const asked = only?.split(",") ?? measureNames;
const names = measureNames.filter((name) => asked.includes(name));
// A name that is not one must not go unnoticed among others.
if (names.length < asked.length) refuseFlags("bench", `--only takes ${measureNames.join(", ")}, joined by commas`);

await prepare();
if (!draw) await run();
// A short run, or a part, is for the eyes only: what is published was measured in one go.
if (!quick && only === undefined) await drawResults();

async function run(): Promise<void> {
  const effort = quick ? quickEffort : fullEffort;
  // Loaded here, for what it imports is installed only now.
  const { measure } = await import("./measure/all.js");
  // Rounded first, so that what is printed and what is drawn from the file are the same.
  const measured = JSON.parse(JSON.stringify(await measure(names, effort), rounded)) as Measured;
  const environment = describeEnvironment();
  const verdicts = judge(measured).map((target) => [target.target, target.holds ? "holds" : "MISSED", target.measured]);
  console.log(`\nNode ${environment.node}, ${environment.cpu}, ${environment.cores} cores\n`);
  console.log(report(measured));
  console.log(table("Targets", ["", "", "measured"], verdicts));
  if (quick || only !== undefined) return;
  const labels = Object.fromEntries(peers.map(({ id, label }) => [id, label]));
  const results: Results = { environment, effort, labels, ...measured };
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
}

async function drawResults(): Promise<void> {
  const { drawChart } = await import("./chart.js");
  const results = JSON.parse(readFileSync(resultsFile, "utf8")) as Results;
  writeFileSync(join(bench, "results.svg"), drawChart(results));
  rewrite("../README.md", (readme) => withSummary(readme, results));
  rewrite("README.md", (readme) => withComparison(readme, results));
  console.log("bench/results.svg, bench/README.md and README.md show bench/results.json");
}

function rewrite(name: string, change: (text: string) => string): void {
  const file = join(bench, name);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

function describeEnvironment(): Environment {
  return {
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    platform: `${process.platform} ${process.arch}`,
    versions: installedVersions(),
  };
}

/** Four digits are more than any of these figures holds. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
