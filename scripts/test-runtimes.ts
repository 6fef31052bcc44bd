import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandFlags } from "./tools/flags.js";
import { root } from "./tools/paths.js";

const usage =
  "Runs the package in each runtime of the README, and compiles it with each TypeScript. Takes several minutes.";
commandFlags("test:runtimes", usage, {});

// Some 300 MB of runtimes and compilers.
const folder = await mkdtemp(join(tmpdir(), "polar-orders-runtimes-"));
// In a process group of its own, so that an interruption ends whatever the runtimes have started as well.
const child = fork(join(root, "scripts/runtimes/main.ts"), [folder], { detached: true, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  });
}
const [code] = (await once(child, "close")) as [number | null];
await rm(folder, { recursive: true, force: true, maxRetries: 5 });
if (code === null) console.error("test:runtimes: interrupted");
process.exitCode = code ?? 1;
