import { join } from "node:path";
import { exampleFolder, prepareExample } from "./tools/example.js";

// Loaded by their paths when the example's own dependencies are there; its tsconfig checks them.
const load = async (file: string): Promise<unknown> => import(join(exampleFolder, file));

await prepareExample();
if (process.argv[2] === "--screenshot") {
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

The page, its server and an in-memory Polar run on this machine. Ctrl+C ends them.`);
}
