import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../tools/paths.js";

const run = promisify(execFile);

/** A runtime or tool that could not be installed here. */
export class Missing extends Error {}

/** An empty folder with the packed package in it. */
export async function installPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "polar-orders-runtimes-"));
  await mkdir(join(folder, "tarball"));
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", join(folder, "tarball")], { cwd: root });
  const [tarball = ""] = await readdir(join(folder, "tarball"));
  await writeFile(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }');
  await run("npm", ["install", "--prefer-offline", join(folder, "tarball", tarball)], { cwd: folder });
  return folder;
}

/** Installs tools in a folder of their own, next to the package; resolves to that folder's `node_modules`. */
export async function installTools(folder: string, name: string, packages: readonly string[]): Promise<string> {
  const home = join(folder, "tools", name);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "package.json"), '{ "name": "tools", "private": true }');
  try {
    await run("npm", ["install", "--prefer-offline", "--ignore-scripts", ...packages], { cwd: home });
  } catch (error) {
    const [, reason = "npm failed"] =
      /npm (?:error|ERR!) (?!code|syscall|errno)(.+)/.exec((error as Error).message) ?? [];
    throw new Missing(`${packages.join(" ")} could not be installed: ${reason}`);
  }
  return join(home, "node_modules");
}
