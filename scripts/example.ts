import { join } from "node:path";
import { exampleFolder, prepareExample } from "./tools/example.js";

await prepareExample();
// Loaded here, and by a variable: what it imports is installed only now.
const demo: string = join(exampleFolder, "demo.ts");
const { startDemo } = (await import(demo)) as { startDemo: () => Promise<{ url: string }> };
const { url } = await startDemo();
console.log(`
A customer corrects the billing details of an order: ${url}

The page, its server and an in-memory Polar run on this machine. Ctrl+C ends them.`);
