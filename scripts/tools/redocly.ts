import { commandPath } from "./paths.js";
import { runNode, type Finished } from "./run.js";

export function redocly(...args: string[]): Promise<Finished> {
  return runNode([commandPath("@redocly/cli", "redocly"), ...args]);
}
