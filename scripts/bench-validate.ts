import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { customerOrderSchema, customerOrderUpdateSchema } from "../src/validate.js";
import { readBundle } from "./contract/document.js";
import { commandFlags } from "./tools/flags.js";
import { minify } from "./tools/minify.js";
import { runNode } from "./tools/run.js";

commandFlags(
  "bench:validate",
  "Prints what the validators cost a consumer: bytes, a cold import, and the validations of one second. Takes some 8 s.",
  {},
);

const validators = {
  customerOrderUpdateSchema: { schema: customerOrderUpdateSchema, examples: ["full"] },
  customerOrderSchema: { schema: customerOrderSchema, examples: ["current", "minimal", "subscription"] },
};
const measuredMs = 1000;
const imports = 9;

const { components } = await readBundle();
const bodies = components["examples"] as Record<string, { value: unknown }>;
const folder = await mkdtemp(join(tmpdir(), "polar-orders-"));
try {
  for (const [validator, { schema, examples }] of Object.entries(validators)) {
    const { code, gzipSize } = await minify(`export { ${validator} } from "./src/validate.ts"`);
    const file = join(folder, `${validator}.mjs`);
    await writeFile(file, code);
    console.log(`${validator}: ${gzipSize} bytes min+gzip, cold import ${await coldImportMs(file)} ms`);
    for (const example of examples) {
      const body = bodies[example]?.value;
      const bytes = JSON.stringify(body).length;
      const perSecond = Math.round(runsPerSecond(() => schema["~standard"].validate(body)));
      console.log(`  ${example} (${bytes} bytes): ${perSecond.toLocaleString("en")} validations per second`);
    }
  }
} finally {
  await rm(folder, { recursive: true });
}

/** The median of several fresh processes. */
async function coldImportMs(file: string): Promise<string> {
  const code = `const start = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - start)`;
  const times: number[] = [];
  for (let run = 0; run < imports; run++) {
    const { stdout } = await runNode(["--input-type=module", "--eval", code]);
    times.push(Number(stdout));
  }
  return (times.toSorted((a, b) => a - b)[Math.floor(imports / 2)] ?? NaN).toFixed(1);
}

function runsPerSecond(work: () => void): number {
  // The first half second is for the compiler.
  timed(work, measuredMs / 2);
  const { runs, ms } = timed(work, measuredMs);
  return (runs / ms) * 1000;
}

function timed(work: () => void, ms: number): { runs: number; ms: number } {
  const start = performance.now();
  for (let runs = 0; ;) {
    for (let inner = 0; inner < 100; inner++, runs++) work();
    const passed = performance.now() - start;
    if (passed >= ms) return { runs, ms: passed };
  }
}
