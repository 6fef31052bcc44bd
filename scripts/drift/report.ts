import type { Comparison } from "./compare.js";
import type { Format } from "./flags.js";
import { partAt } from "./place.js";
import { describeAt, describePlace } from "./words.js";

/** What was compared, for the report's first line. */
export interface Subject {
  readonly source: string;
  /** The published document's `info.version`. */
  readonly version: string;
  readonly departures: number;
}

export function isDrift({ changes, stale }: Comparison): boolean {
  return changes.length + stale.length > 0;
}

export function report(format: Format, subject: Subject, comparison: Comparison): string {
  if (format === "markdown") return toMarkdown(subject, comparison);
  return JSON.stringify({ ...subject, isDrift: isDrift(comparison), ...comparison }, null, 2);
}

type Entry = Comparison["changes"][number];
const headings = { added: "Added", removed: "Removed", changed: "Changed" } as const;

function toMarkdown(subject: Subject, comparison: Comparison): string {
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
  return [
    summary(subject, comparison),
    ...sections,
    ...(stale.length > 0
      ? [`### Departures that no longer hold\n\nFix \`openapi/departures.json\`.\n\n${stale.join("\n")}`]
      : []),
  ].join("\n\n");
}

function summary({ source, version, departures }: Subject, findings: Comparison): string {
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

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/\s+/g, " ").replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Text as code: what stands in the published document must not act as a link or a mention, nor steer a terminal. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll(/[\s\p{Cc}]+/gu, " ")}\``;
}
