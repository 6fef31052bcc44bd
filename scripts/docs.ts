import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundlePath, root } from "./tools/paths.js";
import { redocly } from "./tools/redocly.js";

const page = join(root, "reports/api.html");

await mkdir(dirname(page), { recursive: true });
// Inlined, so that the page needs no server and no network.
const { code, output } = await redocly("build-docs", bundlePath, "--inlineBundle", "--output", page);
if (code === 0) console.log("reports/api.html");
else console.error(output);
process.exitCode = code;
