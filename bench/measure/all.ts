import type { Effort, Measured, MeasureName } from "../lib/results.js";
import { measureBundles } from "./bundle.js";
import { measureCalls } from "./calls.js";
import { measureImports } from "./import.js";
import { measureInstalls } from "./install.js";
import { measureTypes } from "./types.js";

/** Takes the measures that are asked for, one after another: nothing else runs beside what is timed. */
export async function measure(names: readonly MeasureName[], effort: Effort): Promise<Measured> {
  const troubles: Measured["troubles"] = [];
  const timed = async <T>(name: MeasureName, run: () => Promise<T>): Promise<T | undefined> => {
    if (!names.includes(name)) return undefined;
    console.log(`measuring ${name} …`);
    return run();
  };
  // Imports are timed on the bundles too, so these are always made.
  const bundle = await measureBundles();
  const found = {
    bundle: names.includes("bundle") ? bundle : undefined,
    import: await timed("import", () => measureImports(effort)),
    calls: await timed("calls", () => measureCalls(effort, troubles)),
    types: await timed("types", () => measureTypes(effort, troubles)),
    install: await timed("install", () => measureInstalls(troubles)),
  };
  return { ...found, troubles };
}
