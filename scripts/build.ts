import { rm } from "node:fs/promises";
import { join } from "node:path";
import { commandPath, root } from "./lib/paths.js";
import { runNode } from "./lib/run.js";

// From nothing, or the output of a file that is gone would be published.
await rm(join(root, "dist"), { recursive: true, force: true });
const { code, output } = await runNode([commandPath("typescript", "tsc"), "-p", "tsconfig.build.json"]);
if (output) console.error(output);
process.exitCode = code;
