import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { access, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { Check, Surroundings } from "../../test/runtimes/smoke.js";
import { chromiumPath, root } from "../tools/paths.js";
import { runNode } from "../tools/run.js";
import { Missing, installTools } from "./install.js";
import { bun, deno, miniflare } from "./versions.js";

const run = promisify(execFile);
const patience = { timeout: 60_000, killSignal: "SIGKILL" } as const;
const marker = "RESULT ";

/** Runs the smoke program in one runtime. */
export type Runner = (surroundings: Surroundings) => Promise<Check[]>;

/** Writes the program for runtimes that find packages themselves, and one bundle for those that do not. */
export async function writePrograms(folder: string): Promise<void> {
  const smoke = join(root, "test/runtimes/smoke.ts");
  await build({ entryPoints: [smoke], outfile: join(folder, "smoke.js"), format: "esm" });
  const imports = 'import * as entry from "@internal/polar-orders";\nimport { smoke } from "./smoke.js";\n';
  const print = `console.log(${JSON.stringify(marker)} + JSON.stringify(await smoke(entry, JSON.parse(process.argv[2]))));`;
  await writeFile(join(folder, "program.js"), `${imports}${print}\nprocess.exit(0);\n`);
  await writeFile(
    join(folder, "worker-entry.js"),
    `${imports}export default { fetch: async (request) => Response.json(await smoke(entry, await request.json())) };\n`,
  );
  await writeFile(
    join(folder, "page-entry.js"),
    `${imports}const surroundings = await (await fetch("/surroundings")).json();
await fetch("/result", { method: "POST", body: JSON.stringify(await smoke(entry, surroundings)) });\n`,
  );
  for (const name of ["worker", "page"]) {
    const bundle = { bundle: true, format: "esm", absWorkingDir: folder } as const;
    await build({ ...bundle, entryPoints: [join(folder, `${name}-entry.js`)], outfile: join(folder, `${name}.js`) });
  }
}

/** A command that takes the program and its surroundings. */
function command(folder: string, file: string, args: readonly string[] = []): Runner {
  return async (surroundings) => {
    const all = [...args, "program.js", JSON.stringify(surroundings)];
    const { stdout } = await run(file, all, { cwd: folder, ...patience });
    return parse(stdout);
  };
}

function parse(output: string): Check[] {
  const line = output.split("\n").find((one) => one.startsWith(marker));
  if (line === undefined) throw new Error(`no result:\n${output}`);
  return JSON.parse(line.slice(marker.length)) as Check[];
}

export async function bunRunner(folder: string): Promise<Runner> {
  const modules = await installTools(folder, "bun", [`bun@${bun}`]);
  const platform = join(modules, `@oven/bun-${process.platform}-${process.arch === "arm64" ? "aarch64" : "x64"}`);
  return command(folder, await existing(join(platform, "bin/bun")));
}

export async function denoRunner(folder: string): Promise<Runner> {
  const modules = await installTools(folder, "deno", [`deno@${deno}`]);
  const libc = process.platform === "linux" ? "-glibc" : "";
  const file = await existing(join(modules, `@deno/${process.platform}-${process.arch}${libc}`, "deno"));
  return command(folder, file, ["run", "--no-prompt", "--node-modules-dir=manual", "--allow-net", "--allow-env"]);
}

export async function nodeRunner(folder: string, version: string): Promise<{ run: Runner; file: string }> {
  const name = `node-${process.platform}-${process.arch}`;
  const modules = await installTools(folder, `node-${version}`, [`${name}@${version}`]);
  const file = await existing(join(modules, name, "bin/node"));
  return { file, run: command(folder, file) };
}

export async function workerdRunner(folder: string): Promise<Runner> {
  const modules = await installTools(folder, "miniflare", [`miniflare@${miniflare}`]);
  const driver = join(modules, "../driver.mjs");
  await writeFile(
    driver,
    `import { readFile } from "node:fs/promises";
import { Miniflare } from "miniflare";
const [file, body] = process.argv.slice(2);
const worker = new Miniflare({ modules: true, script: await readFile(file, "utf8"), compatibilityDate: "2026-07-01" });
const answer = await worker.dispatchFetch("http://worker/", { method: "POST", body });
console.log(${JSON.stringify(marker)} + (await answer.text()));
await worker.dispose();
`,
  );
  return async (surroundings) => {
    const { output } = await runNode([driver, join(folder, "worker.js"), JSON.stringify(surroundings)]);
    return parse(output);
  };
}

/** Headless Chromium; its page comes from another origin than the servers. */
export async function chromiumRunner(folder: string): Promise<Runner> {
  const file = await findChromium();
  return async (surroundings) => {
    const page = createServer();
    const result = new Promise<string>((resolve) => {
      page.on("request", (request, response) => {
        if (request.method === "POST")
          void text(request)
            .then(resolve)
            .then(() => response.end());
        else if (request.url === "/surroundings") response.end(JSON.stringify({ ...surroundings, isBrowser: true }));
        else if (request.url === "/page.js") void sendScript(folder, response);
        else response.setHeader("Content-Type", "text/html").end('<script type="module" src="/page.js"></script>');
      });
    });
    page.listen(0, "127.0.0.1");
    await once(page, "listening");
    const profile = join(folder, "chromium-profile");
    const address = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`;
    const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
    const child = spawn(file, [...flags, `--user-data-dir=${profile}`, address], { stdio: "ignore" });
    const ended = once(child, "close");
    const timeout = setTimeout(() => child.kill("SIGKILL"), patience.timeout);
    try {
      const failed = ended.then(() => Promise.reject(new Error("Chromium ended without a result")));
      return JSON.parse(await Promise.race([result, failed])) as Check[];
    } finally {
      clearTimeout(timeout);
      child.kill("SIGTERM");
      await ended;
      page.closeAllConnections();
      page.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  };
}

async function sendScript(folder: string, response: ServerResponse): Promise<void> {
  response.setHeader("Content-Type", "text/javascript").end(await readFile(join(folder, "page.js")));
}

/** Debian's Chromium; as root, it is installed if it is missing. */
async function findChromium(): Promise<string> {
  if (existsSync(chromiumPath)) return chromiumPath;
  if (process.getuid?.() !== 0) throw new Missing(`${chromiumPath} is missing; apt-get install chromium`);
  await run("apt-get", ["update"]).catch(() => {});
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]).catch(() => {});
  if (!existsSync(chromiumPath)) throw new Missing("apt-get could not install chromium");
  return chromiumPath;
}

async function existing(file: string): Promise<string> {
  await access(file).catch(() => {
    throw new Missing(`${file} is not there on this platform`);
  });
  return file;
}

/** Every entry by `require()`. */
export async function requires(folder: string, node: string): Promise<Check> {
  const names = ["", "/sessions", "/testing", "/validate"].map((name) => `require("@internal/polar-orders${name}")`);
  const script = `console.log([${names.join()}].every((entry) => Object.keys(entry).length > 0))`;
  const { stdout } = await run(node, ["--input-type=commonjs", "-e", script], { cwd: folder, ...patience });
  return { name: "require()", problem: stdout === "true\n" ? undefined : stdout, seen: undefined };
}
