import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { npm } from "../tools/npm.js";
import { root } from "../tools/paths.js";

/** A runtime or tool that could not be installed here. */
export class Missing extends Error {}

/** Packs the package, and installs it in an empty folder. */
export async function installPackage(folder: string): Promise<void> {
  await mkdir(join(folder, "tarball"));
  await npm(["pack", "--ignore-scripts", "--pack-destination", join(folder, "tarball")], root);
  const [tarball = ""] = await readdir(join(folder, "tarball"));
  await writeFile(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }');
  await npm(["install", "--prefer-offline", join(folder, "tarball", tarball)], folder);
}

/** Installs tools in a folder of their own, next to the package; resolves to that folder's `node_modules`. */
export async function installTools(folder: string, name: string, packages: readonly string[]): Promise<string> {
  const home = join(folder, "tools", name);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "package.json"), '{ "name": "tools", "private": true }');
  try {
    await npm(["install", "--prefer-offline", "--ignore-scripts", ...packages], home);
  } catch (error) {
    const [, reason = "npm failed"] =
      /npm (?:error|ERR!) (?!code|syscall|errno)(.+)/.exec((error as Error).message) ?? [];
    throw new Missing(`${packages.join(" ")} could not be installed: ${reason}`);
  }
  return join(home, "node_modules");
}
