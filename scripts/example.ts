import { join } from "node:path";
import { exampleFolder, prepareExample } from "./tools/example.js";
import { commandFlags } from "./tools/flags.js";

const usage = `Serves the web page of examples/billing-form/, with an in-memory Polar.

  npm run example
  npm run example:screenshot     only takes its picture for the README`;

// Loaded by their paths when the example's own dependencies are there; its tsconfig checks them.
const load = async (file: string): Promise<unknown> => import(join(exampleFolder, file));

const { screenshot } = commandFlags("example", usage, { screenshot: { type: "boolean" } });
await prepareExample();
if (screenshot) {
  const { takeScreenshot } = (await load("screenshot.ts")) as { takeScreenshot: () => Promise<void> };
  await takeScreenshot();
} else {
  const { startDemo } = (await load("demo.ts")) as {
    startDemo: () => Promise<{ url: string; close: () => Promise<void> }>;
  };
  const { url, close } = await startDemo();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
  console.log(`
A customer corrects the billing details of an order: ${url}

The page, its server and an in-memory Polar run on this machine. Press Ctrl+C to stop.`);
}
