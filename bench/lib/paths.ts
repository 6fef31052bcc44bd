import { join } from "node:path";
import { root } from "../../scripts/tools/paths.js";

/** The folder of the bench. */
export const bench: string = join(root, "bench");

/** What the bench makes for itself on every run; git ignores it. */
export const generated: string = join(bench, "generated");

/** The generated clients that are measured. */
export const redoclyClient: string = join(generated, "redocly/client.ts");
export const heyApiClient: string = join(generated, "hey-api");

/** A peer's module, as JavaScript that imports its packages. */
export function modulePath(peer: string): string {
  return join(generated, "modules/peers", `${peer}.js`);
}
