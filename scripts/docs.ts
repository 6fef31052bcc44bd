import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { commandFlags } from "./tools/flags.js";
import { bundlePath, root } from "./tools/paths.js";
import { redocly } from "./tools/redocly.js";

commandFlags("docs", "Writes the API reference of the contract to reports/api.html.", {});
const page = join(root, "reports/api.html");

await mkdir(dirname(page), { recursive: true });
// Inlined, so that the page needs no server and no network.
const { code, output } = await redocly("build-docs", bundlePath, "--inlineBundle", "--output", page);
if (code === 0) console.log("wrote reports/api.html");
else console.error(output);
process.exitCode = code;
