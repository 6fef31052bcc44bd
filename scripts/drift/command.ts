import { readBundle } from "../contract/document.js";
import { operationsOf, serversOf } from "./canonical.js";
import { compare } from "./compare.js";
import { readDepartures } from "./departures.js";
import type { Flags } from "./flags.js";
import { CannotCompareError, objectOf, textOf, type JsonObject } from "./json.js";
import { readDocument } from "./read.js";
import { isDrift, report } from "./report.js";

/** What the command prints, and how it ends. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** `npm run upstream`: a document that cannot be compared is an outcome; any other failure throws. */
export async function run({ source, format }: Omit<Flags, "timeoutMs" | "help">): Promise<Outcome> {
  const bundle = await readBundle();
  // The bundle is JSON: its type here says more than the comparison needs.
  const ours = bundle as unknown as JsonObject;
  const name = source ?? `${bundle.servers[0]?.url}/${bundle.info.version}/openapi.json`;
  try {
    const published = await readDocument(name);
    checkSubject(name, published, ours);
    const departures = await readDepartures();
    const comparison = compare(ours, published, departures);
    const version = /^[\w.-]+$/.exec(textOf(objectOf(published["info"])["version"]))?.[0] ?? "unknown";
    const output = report(format, { source: name, version, departures: departures.length }, comparison);
    return { code: isDrift(comparison) ? 1 : 0, output };
  } catch (error) {
    if (error instanceof CannotCompareError) return { code: 2, output: `upstream: ${error.message}` };
    throw error;
  }
}

/** With the contract's servers, a missing operation is drift. Without them and any operation, it is some other API. */
function checkSubject(name: string, published: JsonObject, ours: JsonObject): void {
  const isTheirs = serversOf(published).some((url) => serversOf(ours).includes(url));
  const idsOf = (document: JsonObject): string[] =>
    operationsOf(document).map(({ operation }) => textOf(operation["operationId"]));
  const wanted = idsOf(ours);
  if (isTheirs || idsOf(published).some((id) => wanted.includes(id))) return;
  throw new CannotCompareError(`${name} has neither an operation nor a server of the contract`);
}
