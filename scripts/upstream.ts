import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readFlags, usage, type Flags } from "./drift/flags.js";

// The published document is not ours. A child compares it, so that what hangs can be ended and what crashes is not read as drift.
const childMark = "POLAR_ORDERS_UPSTREAM_CHILD";

process.exitCode = process.env[childMark] === undefined ? await supervise() : await compareHere();

async function supervise(): Promise<number> {
  const args = process.argv.slice(2);
  let flags: Flags;
  try {
    flags = readFlags(args);
  } catch (error) {
    console.error(`upstream: ${(error as Error).message}`);
    return 2;
  }
  if (flags.help) {
    console.log(usage);
    return 0;
  }
  const child = fork(fileURLToPath(import.meta.url), args, { env: { ...process.env, [childMark]: "1" } });
  return new Promise((resolve) => {
    let code = 3;
    const timer = setTimeout(() => {
      code = 2;
      console.error(`upstream: it took longer than ${flags.timeoutMs / 1000} s`);
      child.kill("SIGKILL");
    }, flags.timeoutMs);
    child.on("message", (result) => (code = Number(result)));
    child.on("close", () => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

/** The child says how it ended by a message: a crash leaves none, whatever Node's own exit code. */
async function compareHere(): Promise<number> {
  const { run } = await import("./drift/command.js");
  const { code, output } = await run(readFlags(process.argv.slice(2)));
  if (code < 2) console.log(output);
  else console.error(output);
  process.send?.(code);
  process.disconnect?.();
  return 0;
}
