import type { Measured, Results } from "./lib/results.js";
import type { Interval } from "./lib/stats.js";
import { peers } from "./peers.js";
import { intervalText, labelOf, troublesOf } from "./report.js";
import { judge } from "./targets.js";

const begin = "<!-- bench:begin -->";
const end = "<!-- bench:end -->";

/** `README.md` with its sentences about the results; no figure in it is written by hand. */
export function withSummary(readme: string, results: Results): string {
  return withBlock(readme, "README.md", summary(results));
}

/** `bench/README.md` with the whole comparison. */
export function withComparison(readme: string, results: Results): string {
  return withBlock(readme, "bench/README.md", comparison(results));
}

function withBlock(text: string, file: string, block: string): string {
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error(`${file} lacks ${begin} or ${end}`);
  return `${head}${begin}\n\n${block}\n\n${end}${tail}`;
}

function summary(results: Results): string {
  const { bundle, calls } = results;
  const size = (id: string): string => kilobytes(bundle?.[id]?.gzipBytes, 1);
  return [
    `A bundle that makes a client and updates one order is ${size("ours")} kB (min + gzip); with openapi-fetch alone, ${size("openapi-fetch")} kB.`,
    `A call takes ${interval(calls?.["ours"]?.ratio)} × as long as raw \`fetch\` with the same guards.`,
    "[bench/README.md](bench/README.md) has the whole comparison with seven other clients, and says how it was measured.",
    "",
    "![Size and speed of eight clients](bench/results.svg)",
  ].join("\n");
}

function comparison(results: Results): string {
  return [
    environmentLine(results),
    "",
    ...clientsTable(results),
    "",
    "A ratio is a median with its 95 % interval. kB are thousands of bytes. – : nothing to measure, or not measured.",
    "",
    ...answersTable(results),
    "",
    ...limitsTable(results),
    ...troublesOf(results).flatMap((trouble) => ["", trouble.split("\n")[0] ?? ""]),
    "",
    "![The main figures as a chart](results.svg)",
  ].join("\n");
}

function environmentLine({ environment: { node, cpu, cores, date } }: Results): string {
  return `Measured in one run: Node ${node}, ${cpu}, ${cores} cores, ${date.slice(0, 10)}.`;
}

const retrying = new Set(["ours-in-one-call", ...peers.filter(({ retries }) => retries === "on").map(({ id }) => id)]);

function clientsTable({ bundle, workflow, import: imports, stub, calls, types, install }: Measured): string[] {
  const columns: readonly (readonly [head: string, cell: (id: string) => string])[] = [
    ["", (id) => (id === "ours" ? "**ours**" : labelOf(id))],
    ["repeats a failed PATCH", (id) => (retrying.has(id) ? "yes" : "no")],
    ["one update, kB gzip", (id) => kilobytes(bundle?.[id]?.gzipBytes, 2)],
    ["whole workflow, kB gzip", (id) => kilobytes(workflow?.[id]?.gzipBytes, 2)],
    ["cold import, ms", (id) => imports?.[id]?.ms.median.toFixed(1) ?? "–"],
    ["own time per call, µs", (id) => stub?.[id]?.ownUs.median.toFixed(1) ?? "–"],
    ["own time, × openapi-fetch without a time limit", (id) => interval(stub?.[id]?.ratio)],
    ["time per call, × raw fetch", (id) => interval(calls?.[id]?.ratio)],
    ["calls per second, 64 at once, × raw fetch", (id) => interval(calls?.[id]?.perSecondRatio)],
    ["type instantiations", (id) => String(types?.[id]?.instantiations ?? "–")],
    ["installed, kB (packages)", (id) => installed(install, id)],
  ];
  const extras = ["ours-in-one-call", "openapi-fetch-bare"].filter((id) =>
    [bundle, workflow, stub, calls].some((entries) => entries?.[id]),
  );
  const rows = [...peers.map(({ id }) => id), ...extras].map((id) => columns.map(([, cell]) => cell(id)));
  return markdownTable(
    columns.map(([head]) => head),
    rows,
  );
}

function installed(install: Results["install"], id: string): string {
  const found = install?.[id];
  return found ? `${Math.round(found.bytes / 1000)} (${found.packages})` : "–";
}

function answersTable({ answers = {} }: Results): string[] {
  const columns = ["gzipOrder", "page", "gzipPage"] as const;
  const rows = Object.entries(answers).map(([id, found]) =>
    [labelOf(id)].concat(columns.map((column) => interval(found[column]?.ratio))),
  );
  return markdownTable(["reading, × raw fetch", "one order, gzip", "0.4 MB, plain", "0.4 MB, gzip"], rows);
}

function limitsTable(results: Results): string[] {
  const rows = judge(results).map(({ target, measured, holds }) => [target, measured, holds ? "yes" : "**no**"]);
  return markdownTable(["limit of ours", "measured", "holds"], rows);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function kilobytes(bytes: number | undefined, digits: number): string {
  return bytes === undefined ? "–" : (bytes / 1000).toFixed(digits);
}

function interval(found: Interval | undefined): string {
  return found ? intervalText(found) : "–";
}
