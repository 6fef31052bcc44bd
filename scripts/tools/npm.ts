import { spawn } from "node:child_process";
import { runNode, type Finished } from "./run.js";

// By npm's own limits, a registry that is silent looks like a hang: five minutes for a file, three times.
const impatient = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=20000"];

/** Runs npm, by preference the one that runs this script; throws what it said where it fails. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const quiet = [...args, ...impatient, "--loglevel=error", "--no-fund", "--no-audit"];
  const { npm_execpath: script } = process.env;
  const { code, output, stdout } = await (script === undefined
    ? runNpm(quiet, cwd)
    : runNode([script, ...quiet], { cwd }));
  if (code !== 0) throw new Error(`npm ${args.join(" ")}\n${output}`);
  return stdout;
}

function runNpm(args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", args, {
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
      shell: process.platform === "win32",
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: stdout, stdout }));
  });
}
