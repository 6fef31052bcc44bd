import type { Effort, Measured, MeasureName } from "../lib/results.js";
import { measureBundles, measureWorkflows } from "./bundle.js";
import { measureAnswers, measureCalls } from "./calls.js";
import { measureImports } from "./import.js";
import { measureInstalls } from "./install.js";
import { measureStub } from "./stub.js";
import { measureTypes } from "./types.js";

/** Takes the measures that are asked for, one after another: nothing else runs beside what is timed. */
export async function measure(names: readonly MeasureName[], effort: Effort): Promise<Measured> {
  const troubles: Measured["troubles"] = [];
  const taken = async <T>(name: MeasureName, run: () => Promise<T>): Promise<T | undefined> => {
    if (!names.includes(name)) return undefined;
    const started = performance.now();
    const found = await run();
    console.log(`measured ${name} in ${Math.round((performance.now() - started) / 1000)} s`);
    return found;
  };
  const found = {
    bundle: await taken("bundle", () => measureBundles(troubles)),
    workflow: await taken("workflow", () => measureWorkflows(troubles)),
    import: await taken("import", () => measureImports(effort)),
    stub: await taken("stub", () => measureStub(effort, troubles)),
    calls: await taken("calls", () => measureCalls(effort, troubles)),
    answers: await taken("answers", () => measureAnswers(effort, troubles)),
    types: await taken("types", () => measureTypes(troubles)),
    install: await taken("install", () => measureInstalls(troubles)),
  };
  return { ...found, troubles };
}
