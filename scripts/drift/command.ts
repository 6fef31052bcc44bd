import { readBundle } from "../contract/document.js";
import { accept } from "../accept/accept.js";
import { followedBy } from "../accept/departures.js";
import { mechanicalOf } from "../accept/mechanical.js";
import { endpointsOf, serversOf } from "./canonical.js";
import { compareFragment, compareUpstream } from "./compare.js";
import { readDepartures } from "./departures.js";
import type { Flags } from "./flags.js";
import { CannotCompareError } from "../contract/cannot-compare.js";
import { objectOf, textOf, type JsonObject } from "../contract/json.js";
import { readPublished } from "./published.js";
import { readDocument } from "../contract/read.js";
import { isLeft, report, verdictOf, type Findings } from "./report.js";

/** What the command prints, and how it ends. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** `npm run upstream`: a document that cannot be compared is an outcome; any other failure throws. */
export async function run({ source, format, accept: isAccepted }: Omit<Flags, "timeoutMs" | "help">): Promise<Outcome> {
  const bundle = await readBundle();
  // The bundle is JSON: its type here says more than the comparison needs.
  const fragment = bundle as unknown as JsonObject;
  const name = source ?? `${bundle.servers[0]?.url}/${bundle.info.version}/openapi.json`;
  try {
    const live = await readDocument(name);
    checkSubject(name, live, fragment);
    const findings = await find(name, live, fragment);
    if (isAccepted) await accept(findings, fragment, live);
    const isDone = isAccepted ? !isLeft(findings) : verdictOf(findings) === "nothing";
    return { code: isDone ? 0 : 1, output: report(format, findings, isAccepted) };
  } catch (error) {
    if (error instanceof CannotCompareError) return { code: 2, output: `upstream: ${error.message}` };
    throw error;
  }
}

async function find(source: string, live: JsonObject, fragment: JsonObject): Promise<Findings> {
  const accepted = await readPublished();
  const departures = await readDepartures();
  const open = compareFragment(fragment, live, departures, accepted);
  const mechanical = mechanicalOf(open.changes, fragment);
  return {
    source,
    version: /^[\w.-]+$/.exec(textOf(objectOf(live["info"])["version"]))?.[0] ?? "unknown",
    departures: departures.length,
    changes: compareUpstream(accepted, live, fragment, departures),
    open,
    mechanical,
    followed: followedBy(mechanical, departures, fragment),
  };
}

/** With the contract's servers, a missing operation is drift. Without them and any operation, it is some other API. */
function checkSubject(name: string, live: JsonObject, fragment: JsonObject): void {
  const isTheirs = serversOf(live).some((url) => serversOf(fragment).includes(url));
  const idsOf = (document: JsonObject): string[] =>
    endpointsOf(document).map(({ operation }) => textOf(operation["operationId"]));
  const wanted = idsOf(fragment);
  if (isTheirs || idsOf(live).some((id) => wanted.includes(id))) return;
  throw new CannotCompareError(`${name} has neither an operation nor a server of the contract`);
}
