import type { Results } from "./lib/results.js";
import { peers } from "./peers.js";

const begin = "<!-- bench:begin -->";
const end = "<!-- bench:end -->";

/** The README with its comparison drawn anew; no figure in it is written by hand. */
export function withComparison(readme: string, results: Results): string {
  const [head, rest] = readme.split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error(`README.md lacks ${begin} or ${end}`);
  return `${head}${begin}\n${comparison(results)}\n${end}${tail}`;
}

function comparison({ environment, bundle, import: imports, calls, types, install, targets }: Results): string {
  const rows = peers.map(({ id, label, retries }) => {
    const ratio = calls?.[id]?.wallRatio;
    const installed = install?.[id];
    return [
      id === "ours" ? "**ours**" : label,
      retries === "on" ? "yes" : "no",
      cell(bundle?.[id]?.gzipBytes, (bytes) => (bytes / 1000).toFixed(2)),
      cell(imports?.[id]?.packagesMs?.median, (ms) => ms.toFixed(1)),
      ratio ? `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})` : "–",
      cell(calls?.[id]?.perSecond.median, (count) => String(Math.round(count))),
      cell(types?.[id]?.instantiations, String),
      installed ? `${Math.round(installed.bytes / 1000)} (${installed.packages})` : "–",
    ];
  });
  const columns = [
    "",
    "repeats a failed PATCH",
    "bundle, kB gzip",
    "cold import, ms",
    "time per call, × raw fetch (95 %)",
    "calls per second, 64 at once",
    "type instantiations",
    "installed, kB (packages)",
  ];
  const missed = targets.filter(({ holds }) => !holds).map(({ target, measured }) => `${target} (${measured})`);
  return [
    `Measured by \`npm run bench\` in one run: Node ${environment.node}, ${environment.cpu}, ${environment.date.slice(0, 10)}.`,
    "What each figure means is told in [bench/README.md](bench/README.md).",
    "",
    ...[columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`),
    "",
    missed.length === 0 ? "Every target of ours holds." : `Targets of ours that do not hold: ${missed.join("; ")}.`,
    "",
    "![The same figures as a chart](bench/results.svg)",
  ].join("\n");
}

function cell(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? "–" : text(value);
}
