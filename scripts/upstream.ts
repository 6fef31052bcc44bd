import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

// The published document is not ours. A child compares it, so that what hangs can be ended and what crashes is not read as drift.
const childMark = "POLAR_ORDERS_UPSTREAM_CHILD";

process.exitCode = await (process.env[childMark] === undefined ? supervise() : compare()).catch((error: unknown) => {
  const isRefused = error instanceof Error && error.name === "CannotCompareError";
  console.error(isRefused ? `upstream: ${error.message}` : error);
  return isRefused ? 2 : 3;
});

async function supervise(): Promise<number> {
  const args = process.argv.slice(2);
  const { readFlags, usage } = await import("./drift/flags.js");
  const flags = readFlags(args);
  if (flags.help) {
    console.log(usage);
    return 0;
  }
  const child = fork(fileURLToPath(import.meta.url), args, { env: { ...process.env, [childMark]: "1" } });
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => child.kill("SIGKILL"));
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

/**
 * The child says how it ended by a message: a crash leaves none, whatever Node's own exit code. It ends with its supervisor, because
 * nobody else would end it.
 */
async function compare(): Promise<number> {
  const endAlone = (): never => process.exit(3);
  process.once("disconnect", endAlone);
  // The listener alone must not keep the child alive after a crash.
  process.channel?.unref();
  const [{ readFlags }, { run }] = await Promise.all([import("./drift/flags.js"), import("./drift/command.js")]);
  const { code, output } = await run(readFlags(process.argv.slice(2)));
  if (code < 2) console.log(output);
  else console.error(output);
  process.send?.(code);
  process.off("disconnect", endAlone);
  process.disconnect?.();
  return 0;
}
