import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildCode } from "./build.js";
import { npm } from "./npm.js";
import { root } from "./paths.js";

/** The folder of the page that uses the package. */
export const exampleFolder: string = join(root, "examples/billing-form");

/** Builds the package, and installs what the example needs if that is missing or old. */
export async function prepareExample(): Promise<void> {
  await buildCode();
  const installed = join(exampleFolder, "node_modules/.package-lock.json");
  const lock = join(exampleFolder, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log("Installing the example's own dependencies (once) …");
  await npm(["ci", "--prefer-offline"], exampleFolder);
}
