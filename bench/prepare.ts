import { cpSync, existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { bundlePath, root } from "../scripts/tools/paths.js";
import { redocly } from "../scripts/tools/redocly.js";
import { runNode, type Finished } from "../scripts/tools/run.js";
import { npm } from "../scripts/tools/npm.js";
import { bench, generated, heyApiClient, redoclyClient } from "./lib/paths.js";

/** Installs, builds and generates everything that is measured. */
export async function prepare(): Promise<void> {
  await installPeers();
  must(await runNode(["--import", "tsx", "scripts/build.ts"]), "the build of the package");
  await installOurs();
  rmSync(generated, { recursive: true, force: true });
  await generateClients();
  await buildModules();
}

async function installPeers(): Promise<void> {
  const installed = join(bench, "node_modules/.package-lock.json");
  const isCurrent = existsSync(installed) && statSync(installed).mtimeMs >= changeTime("package-lock.json");
  if (isCurrent) return;
  console.log("npm ci --prefix bench");
  await npm(["ci"], bench);
}

function changeTime(file: string): number {
  return statSync(join(bench, file)).mtimeMs;
}

/** Copies what `npm pack` would ship to where a consumer would have it. */
async function installOurs(): Promise<void> {
  const home = join(bench, "node_modules/@internal/polar-orders");
  rmSync(home, { recursive: true, force: true });
  const [pack] = JSON.parse(await npm(["pack", "--dry-run", "--ignore-scripts", "--json"], root)) as [
    { files: { path: string }[] },
  ];
  for (const { path } of pack.files) cpSync(join(root, path), join(home, path));
}

async function generateClients(): Promise<void> {
  must(await redocly("generate-client", bundlePath, "--output", redoclyClient), "redocly generate-client");
  const heyApi = join(bench, "node_modules/@hey-api/openapi-ts/bin/run.js");
  const options = [
    "--input",
    bundlePath,
    "--output",
    heyApiClient,
    "--client",
    "@hey-api/client-fetch",
    "--no-log-file",
  ];
  must(await runNode([heyApi, ...options], { cwd: bench }), "Hey API");
}

/** Turns the bench's TypeScript into JavaScript; packages stay imports, generated clients become part of their importer. */
async function buildModules(): Promise<void> {
  // Loaded here, for it is installed only now.
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: bench,
    entryPoints: ["worker.ts", "server.ts", "probe.ts", "peers/*.ts"],
    outdir: join(generated, "modules"),
    outbase: bench,
    bundle: true,
    packages: "external",
    format: "esm",
    target: "es2022",
    platform: "node",
  });
}

function must({ code, output }: Finished, what: string): void {
  if (code !== 0) throw new Error(`${what} failed:\n${output}`);
}

/** The versions that were measured, by the names of their packages. */
export function installedVersions(): Record<string, string> {
  const names = ["@internal/polar-orders", "@hey-api/openapi-ts", "echarts", "esbuild", "ky", "openapi-fetch"];
  const versions = [...names, "polar-sdk-0", "polar-sdk-1", "typescript"].map((name) => versionIn(bench, name));
  return Object.fromEntries([...versions, versionIn(root, "@redocly/cli")]);
}

function versionIn(folder: string, name: string): [string, string] {
  const manifest = readFileSync(join(folder, "node_modules", name, "package.json"), "utf8");
  return [name, (JSON.parse(manifest) as { version: string }).version];
}
