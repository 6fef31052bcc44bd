import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** The one bundle that feeds the types, the validators and the mock. */
export const bundlePath: string = join(root, "src/generated/openapi.json");

/** The browser that the page of examples/ and the package are tested in, where Debian puts it. */
export const chromiumPath = "/usr/bin/chromium";

/** The JavaScript file behind a package's command, to be run by `process.execPath`: `npx` leaves orphans and can download. */
export function commandPath(packageName: string, command: string): string {
  const home = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === "string" ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(home, file);
}
