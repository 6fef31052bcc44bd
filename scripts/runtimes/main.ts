import { anOrder, createFakePolar } from "../../src/testing.js";
import type { Check } from "../../test/runtimes/smoke.js";
import { checkTypes } from "./compile.js";
import { serveFaults } from "./faults.js";
import { installPackage, Missing } from "./install.js";
import {
  bunRunner,
  chromiumRunner,
  denoRunner,
  nodeRunner,
  requires,
  workerdRunner,
  writePrograms,
  type Runner,
} from "./run.js";
import * as versions from "./versions.js";
import { buildCode, buildTypes } from "../tools/build.js";
import { serve } from "../tools/serve.js";

/** The program behind `npm run test:runtimes`; its argument is an empty folder that is removed after it. */
const folder = process.argv[2] ?? "";
const counts = { passed: 0, failed: 0 };
const table: string[][] = [];

try {
  await main();
} catch (error) {
  counts.failed++;
  console.error(error);
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function main(): Promise<void> {
  await buildCode();
  const complaints = await buildTypes();
  if (complaints) throw new Error(complaints);
  await installPackage(folder);
  await writePrograms(folder);
  for (const version of versions.nodes) {
    await tryRuntime(`Node ${version}`, async () => {
      const { file, run } = await nodeRunner(folder, version);
      return { run, further: [await requires(folder, file)] };
    });
  }
  await tryRuntime(`Bun ${versions.bun}`, async () => ({ run: await bunRunner(folder) }));
  await tryRuntime(`Deno ${versions.deno}`, async () => ({ run: await denoRunner(folder) }));
  await tryRuntime(`workerd (miniflare ${versions.miniflare})`, async () => ({ run: await workerdRunner(folder) }));
  await tryRuntime("Chromium, another origin", async () => ({ run: await chromiumRunner(folder) }));
  for (const version of versions.compilers) {
    await tryRuntime(`TypeScript ${version}`, async () => ({ further: await checkTypes(folder, version) }));
  }
  const width = Math.max(...table.map(([name = ""]) => name.length));
  console.log(`\n${table.map(([name = "", result]) => `${name.padEnd(width)}  ${result}`).join("\n")}\n`);
}

/** Runs everything in one runtime, and adds its line to the table. */
async function tryRuntime(name: string, prepare: () => Promise<{ run?: Runner; further?: Check[] }>): Promise<void> {
  try {
    const { run, further = [] } = await prepare();
    const checks = [...(run ? await withServers(run) : []), ...further];
    const failures = checks.filter(({ problem }) => problem !== undefined);
    counts.passed += checks.length - failures.length;
    counts.failed += failures.length;
    for (const one of failures) console.error(`FAILED  ${name}: ${one.name}: ${one.problem}`);
    const seen = checks.filter((check) => check.seen !== undefined).map((check) => `${check.name}: ${check.seen}`);
    table.push([name, `${checks.length - failures.length} of ${checks.length}`]);
    console.log(
      `${failures.length === 0 ? "ok    " : "FAILED"}  ${name}${seen.map((fact) => `\n          ${fact}`).join("")}`,
    );
  } catch (error) {
    const isExcused = error instanceof Missing && !process.env["CI"];
    if (!isExcused) counts.failed++;
    table.push([name, error instanceof Missing ? "not available here" : "failed"]);
    console.log(`${isExcused ? "not run" : "FAILED"}  ${name}: ${(error as Error).message}`);
  }
}

/** Each runtime gets a Polar of its own, because the program changes it. */
async function withServers(run: Runner): Promise<Check[]> {
  const order = anOrder({ receipt_number: "RCPT-8K2QX7-0003" });
  const fake = createFakePolar({ orders: [order, anOrder()] });
  const [polar, faults] = [await serve(fake.fetch), await serveFaults()];
  try {
    return await run({ polar: polar.url, faults: faults.url, token: fake.token, orderId: order.id, isBrowser: false });
  } finally {
    await polar.close();
    await faults.close();
  }
}
