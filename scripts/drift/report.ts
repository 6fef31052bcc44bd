import type { Change } from "./changes.js";
import { bumpOf, type OpenPoints, type UpstreamChange } from "./compare.js";
import type { Departure } from "./departures.js";
import { harmless } from "../contract/cannot-compare.js";
import { isObject } from "../contract/json.js";
import type { Format } from "./flags.js";
import { describeAt, describeChange, describePlace } from "./words.js";

export interface Findings {
  readonly source: string;
  /** The published document's `info.version`. */
  readonly version: string;
  /** How many departures are listed. */
  readonly departures: number;
  /** What changed upstream since the state that was accepted. */
  readonly changes: readonly UpstreamChange[];
  readonly open: OpenPoints;
  /** Those of the open changes that `--accept` writes into the fragment. */
  readonly mechanical: readonly Change[];
  /** The departures whose value of ours it then corrects, corrected. */
  readonly followed: readonly Departure[];
}

/** What a maintainer has to do, from nothing to most. */
export type Verdict = "nothing" | "accept" | "extend" | "look";

export function verdictOf({ changes, open }: Findings): Verdict {
  if (bumpOf(changes) === "major") return "look";
  if (open.changes.length + open.wrong.length > 0) return "extend";
  const { fulfilled, partly, unwatched } = open;
  return changes.length + fulfilled.length + partly.length + unwatched.length > 0 ? "accept" : "nothing";
}

/** Whether something stays for a person after `--accept`. */
export function isLeft({ changes, open, mechanical }: Findings): boolean {
  return bumpOf(changes) === "major" || stepsByHand(open, mechanical).length > 0;
}

export function report(format: Format, findings: Findings, isAccepted = false): string {
  if (format === "markdown") return toMarkdown(findings, isAccepted);
  const bump = bumpOf(findings.changes);
  return JSON.stringify({ verdict: verdictOf(findings), bump, ...findings }, null, 2);
}

function toMarkdown(findings: Findings, isAccepted: boolean): string {
  const { changes, open, mechanical } = findings;
  const table = ["| what | change | reader | writer | bump |", "| --- | --- | --- | --- | --- |", ...rowsOf(changes)];
  const sections: [title: string, lines: string[]][] = [
    ["What changed upstream", changes.length > 0 ? table : []],
    [`${isAccepted ? "Done by" : "To do:"} \`npm run upstream -- --accept\``, stepsByCommand(findings)],
    ["To do by hand, in `openapi/`", stepsByHand(open, mechanical)],
  ];
  const filled = sections.filter(([, lines]) => lines.length > 0);
  return [headline(findings), ...filled.map(([title, lines]) => `### ${title}\n\n${lines.join("\n")}`)].join("\n\n");
}

function headline(findings: Findings): string {
  const { source, version, departures, changes } = findings;
  const subject = `${code(source)} (version ${code(version)})`;
  const bump = bumpOf(changes);
  const byVerdict: Readonly<Record<Verdict, string>> = {
    nothing: `**Nothing changed, nothing to do.** ${subject} differs in no more than the ${departures} listed departures.`,
    accept: `**Accept it:** the fragment has all that changed in ${subject}. Run \`npm run upstream -- --accept\`.`,
    extend: `**Extend the fragment${bump === "none" ? "" : ` (${bump})`}:** it is behind ${subject}.`,
    look: `**Look now (major):** ${subject} breaks what the package promises.`,
  };
  return byVerdict[verdictOf(findings)];
}

/** The same change at several places is one row. */
function rowsOf(changes: readonly UpstreamChange[]): string[] {
  const groups = new Map<string, string[]>();
  for (const change of changes) {
    const { reader, writer, bump, isInFragment } = change;
    const cells = [code(describeChange(change)), reader, writer, isInFragment ? `${bump}, in the fragment` : bump];
    const key = `| ${cells.map(cell).join(" | ")} |`;
    groups.set(key, [...(groups.get(key) ?? []), placeOf(change, changes)]);
  }
  return [...groups].map(([cells, places]) => `| ${cell(places.join(", "))} ${cells}`);
}

/** If one schema serves both sides and changes on both, each row says which side it is. */
function placeOf({ pointer, side }: Change, all: readonly Change[]): string {
  const isOnBoth = all.some((other) => other.pointer === pointer && other.side !== side);
  return code(describePlace(pointer)) + (isOnBoth ? ` in ${side}s` : "");
}

function stepsByCommand({ changes, open, mechanical, followed }: Findings): string[] {
  const { fulfilled, partly, unwatched } = open;
  const places = (list: readonly { pointer: string }[]): string =>
    list.map(({ pointer }) => code(describePlace(pointer))).join(", ");
  const shrunk = partly.map(
    ({ departure, left }) => `of ${places([departure])} is left ${left.length > 0 ? places(left) : "nothing"}`,
  );
  return [
    ...(changes.length + unwatched.length > 0 ? ["- `openapi/published.json` moves to this state"] : []),
    ...(unwatched.length > 0 ? [`- watched from now on: ${unwatched.map(code).join(", ")}`] : []),
    ...(fulfilled.length > 0 ? [`- departures that are fulfilled go: ${places(fulfilled)}`] : []),
    ...(partly.length > 0 ? [`- departures that are fulfilled in part shrink: ${shrunk.join("; ")}`] : []),
    ...(mechanical.length > 0 ? [`- added to the fragment, to be described: ${places(mechanical)}`] : []),
    ...(followed.length > 0 ? [`- departures that repeat what this changes follow: ${places(followed)}`] : []),
  ];
}

function stepsByHand({ wrong, changes }: OpenPoints, added: readonly Change[]): string[] {
  const required = added.filter(({ published }) => isObject(published) && published["required"] === true);
  const names = required.map(({ pointer }) => code(describePlace(pointer))).join(", ");
  return [
    ...(added.length > 0 ? ["- what the command adds: descriptions in place of each DESCRIBE"] : []),
    ...(required.length > 0 ? [`- always sent, so add them to the examples and then to \`required\`: ${names}`] : []),
    ...wrong.map(({ departure: { pointer }, whose, now }) =>
      whose === "nobody's"
        ? `- departure ${code(pointer)}: the fragment has no such place`
        : `- departure ${code(describePlace(pointer))}: ${whose} is now ${code(describeAt(pointer, now))}`,
    ),
    ...changes
      .filter((change) => !added.includes(change))
      .map((change) => {
        const { pointer, published, ours } = change;
        const [theirs, mine] = [published, ours].map((value) => code(describeAt(pointer, value)));
        return `- ${placeOf(change, changes)}: published ${theirs}, ours ${mine}`;
      }),
  ];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Text as code: what stands in the published document must not act as a link or a mention either. */
export function code(text: string): string {
  return `\`${harmless(text).replaceAll("`", "'")}\``;
}
