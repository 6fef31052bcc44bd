import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redocly } from "../tools/redocly.js";
import type { JsonObject } from "./json.js";
import { toOpenApi } from "./render.js";

/** What `redocly diff` makes of the same two canonical documents. */
export interface SecondOpinion {
  /** Its own bump: of the API, and for strict readers; `rate.ts` asks for that of our package. */
  readonly bump: string | undefined;
  /** One line for each of its changes. */
  readonly messages: readonly string[];
}

interface Report {
  readonly bump?: string;
  readonly changes: readonly {
    readonly path: string;
    readonly kind: string;
    readonly property?: string;
    readonly verdicts: readonly { readonly message: string }[];
  }[];
}

/**
 * A second opinion, not the comparison itself: `redocly diff` (2.77, experimental) pairs the variants of a union and the parameters of an
 * operation by their place in the list, so that a new price before a changed one reads as ten changes of other prices; takes one
 * member that goes and one that comes for a rename; calls a list of required names one change; knows nothing of open enums; and
 * gives no pointer by which known departures could be told from the rest. It finds that something changed whenever something did.
 */
export async function askRedocly(ours: JsonObject, published: JsonObject): Promise<SecondOpinion> {
  const folder = await mkdtemp(join(tmpdir(), "polar-orders-"));
  const file = (name: string): string => join(folder, name);
  try {
    await writeFile(file("ours.json"), JSON.stringify(toOpenApi(ours)));
    await writeFile(file("published.json"), JSON.stringify(toOpenApi(published)));
    await writeFile(file("redocly.yaml"), "extends: [diff-recommended]\n");
    const options = ["--config", file("redocly.yaml"), "--format", "json", "--fail-on", "none"];
    const { code, stdout, output } = await redocly("diff", file("ours.json"), file("published.json"), ...options);
    if (code !== 0) throw new Error(`redocly diff failed:\n${output}`);
    const { bump, changes } = JSON.parse(stdout) as Report;
    return { bump, messages: changes.map(toLine) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function toLine({ path, kind, property, verdicts }: Report["changes"][number]): string {
  const place = property === undefined ? path : `${path}/${property}`;
  return `${kind} ${place}${verdicts.map(({ message }) => `: ${message}`).join("")}`;
}
