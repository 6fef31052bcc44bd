import type { Comparison } from "./compare.js";
import type { SecondOpinion } from "./redocly-diff.js";
import { partAt } from "./place.js";
import { describeAt, describePlace } from "./words.js";

export const formats = ["text", "json", "markdown"] as const;
export type Format = (typeof formats)[number];

/** What was compared, for the report's first line. */
export interface Subject {
  readonly source: string;
  /** The published document's `info.version`. */
  readonly version: string;
  readonly departures: number;
}

/** A comparison and the second opinion on it. */
export interface Findings extends Comparison {
  readonly redocly: SecondOpinion;
}

/** Redocly's diff sees no more than we do; should it ever, that is drift too. */
export function isDrift({ changes, stale, redocly }: Findings): boolean {
  return changes.length + stale.length + redocly.messages.length > 0;
}

export function report(format: Format, subject: Subject, findings: Findings): string {
  // The published document is not ours: it may not steer a terminal.
  if (format === "text") return toText(subject, findings).replaceAll(/[^\P{Cc}\n]/gu, "");
  if (format === "markdown") return toMarkdown(subject, findings);
  const { trees: _, ...rest } = findings;
  return JSON.stringify({ ...subject, isDrift: isDrift(findings), ...rest }, null, 2);
}

type Entry = Comparison["changes"][number];
const headings = { added: "Added", removed: "Removed", changed: "Changed" } as const;

function toText(subject: Subject, comparison: Findings): string {
  const sections = sectionsOf(comparison).map(([heading, entries]) => `${heading}\n${entries.map(textOf).join("\n")}`);
  const stale = comparison.stale.map(({ departure, message }) => `  ${departure.pointer}\n    ${message}`);
  return [
    summary(subject, comparison),
    ...sections,
    ...(stale.length > 0 ? [`Departures that no longer hold (mend openapi/departures.json)\n${stale.join("\n")}`] : []),
    ...(isOnlyRedocly(comparison) ? [`Seen by redocly diff only\n  ${comparison.redocly.messages.join("\n  ")}`] : []),
  ]
    .join("\n\n")
    .trimEnd();
}

function textOf(entry: Entry): string {
  const times = entry.places > 1 ? ` (in ${entry.places} places)` : "";
  return [
    `  ${describePlace(entry.pointer)}${times}: ${valuesOf(entry)}`,
    `    reader: ${entry.reader}`,
    `    writer: ${entry.writer}`,
    `    asks for: ${entry.bump}`,
  ].join("\n");
}

function toMarkdown(subject: Subject, comparison: Findings): string {
  const sections = sectionsOf(comparison).map(([heading, entries]) =>
    [
      `### ${heading}\n`,
      "| what | values | reader | writer | asks for |",
      "| --- | --- | --- | --- | --- |",
      ...entries.map((entry) =>
        row([code(describePlace(entry.pointer)), code(valuesOf(entry)), entry.reader, entry.writer, entry.bump]),
      ),
    ].join("\n"),
  );
  const stale = comparison.stale.map(({ departure, message }) => `- ${code(departure.pointer)}: ${code(message)}`);
  const seen = comparison.redocly.messages.map((message) => `- ${code(message)}`);
  return [
    summary(subject, comparison),
    ...sections,
    ...(stale.length > 0
      ? [`### Departures that no longer hold\n\nMend \`openapi/departures.json\`.\n\n${stale.join("\n")}`]
      : []),
    ...(isOnlyRedocly(comparison) ? [`### Seen by \`redocly diff\` only\n\n${seen.join("\n")}`] : []),
  ].join("\n\n");
}

function summary({ source, version, departures }: Subject, findings: Findings): string {
  const against = `${source} (version ${version})`;
  const { changes, stale, bump } = findings;
  if (!isDrift(findings)) return `No drift against ${against} beyond the ${departures} listed departures.`;
  const parts = [
    `${changes.length} ${changes.length === 1 ? "change" : "changes"}`,
    ...(stale.length > 0 ? [`${stale.length} of ${departures} departures no longer hold`] : []),
  ];
  return `Drift against ${against}: ${parts.join(", ")}. The package needs ${bump === undefined ? "no" : `a ${bump}`} release.`;
}

function sectionsOf({ changes }: Comparison): [string, Entry[]][] {
  return (["removed", "changed", "added"] as const).flatMap((kind): [string, Entry[]][] => {
    const entries = changes.filter((change) => headingOf(change) === kind);
    return entries.length > 0 ? [[headings[kind], entries]] : [];
  });
}

/** A keyword that comes or goes changes the thing that it belongs to. */
function headingOf({ kind, tokens }: Entry): keyof typeof headings {
  return partAt(tokens) === "keyword" ? "changed" : kind;
}

function valuesOf({ kind, pointer, tokens, published, ours }: Entry): string {
  if (partAt(tokens) === "keyword" && tokens.at(-1) === "enum" && kind !== "changed") {
    return kind === "added" ? `${describeAt(pointer, published)} is new` : `${describeAt(pointer, ours)} is gone`;
  }
  return `was ${describeAt(pointer, ours)}, now ${describeAt(pointer, published)}`;
}

function isOnlyRedocly({ changes, stale, redocly }: Findings): boolean {
  return changes.length === 0 && stale.length === 0 && redocly.messages.length > 0;
}

export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/\s+/g, " ").replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Text as code: what stands in the published document must not act as a link or a mention in our issue. */
export function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;
}
