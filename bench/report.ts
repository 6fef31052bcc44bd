import type { ByPeer, Measured } from "./lib/results.js";
import type { Interval, Spread } from "./lib/stats.js";
import { table } from "./lib/table.js";
import { peers } from "./peers.js";

const extraLabels: Record<string, string> = {
  "fetch-again": "raw fetch, a second time",
  "ours-interface": "ours, the interface named only",
};

/** All tables of what was measured, in the order of peers.ts. */
export function report(measured: Measured): string {
  const tables = [bundleTable, importTable, callsTable, typesTable, installTable];
  const troubles = measured.troubles.map(
    ({ peer, measure, reason }) => `${labelOf(peer)} is missing from ${measure}: ${reason}`,
  );
  return [...tables.map((draw) => draw(measured)).filter((text) => text !== ""), ...troubles].join("\n");
}

export function labelOf(id: string): string {
  return peers.find((peer) => peer.id === id)?.label ?? extraLabels[id] ?? id;
}

/** One row per entry, in the order of peers.ts. */
function rowsOf<T>(entries: ByPeer<T>, cells: (entry: T, id: string) => string[]): string[][] {
  const known = peers.map(({ id }) => id).filter((id) => id in entries);
  const others = Object.keys(entries).filter((id) => !known.includes(id));
  return [...known, ...others].flatMap((id) => {
    const entry = entries[id];
    return entry === undefined ? [] : [[labelOf(id), ...cells(entry, id)]];
  });
}

function bundleTable({ bundle }: Measured): string {
  if (!bundle) return "";
  const rows = rowsOf(bundle, ({ minifiedBytes, gzipBytes }, id) => [
    kilobytes(minifiedBytes),
    kilobytes(gzipBytes),
    peers.find((peer) => peer.id === id)?.retries ?? "",
  ]);
  return table("Bundle: create a client and update an order (kB)", ["", "minified", "gzip", "retries"], rows);
}

function importTable({ import: imports }: Measured): string {
  if (!imports) return "";
  const rows = rowsOf(imports, ({ packagesMs, ratio, singleFileMs }) => [
    packagesMs ? spreadText(packagesMs, 1) : "nothing to import",
    ratio ? intervalText(ratio) : "",
    spreadText(singleFileMs, 1),
  ]);
  return table(
    "Cold import (ms: median, middle half; × openapi-fetch: paired median, 95 % interval)",
    ["", "packages, ms", "× openapi-fetch", "bundled, ms"],
    rows,
  );
}

function callsTable({ calls }: Measured): string {
  if (!calls) return "";
  const sequential = rowsOf(calls, ({ wallUs, wallRatio, cpuUs, cpuRatio }) => [
    spreadText(wallUs, 0),
    intervalText(wallRatio),
    spreadText(cpuUs, 0),
    intervalText(cpuRatio),
  ]);
  const concurrent = rowsOf(calls, ({ perSecond, perSecondRatio }) => [
    spreadText(perSecond, 0),
    intervalText(perSecondRatio),
  ]);
  const head = ["", "time, µs", "× raw fetch", "CPU, µs", "× raw fetch"];
  return [
    table(
      "One call after another (µs per call: median, middle half; ratio: paired median, 95 % interval)",
      head,
      sequential,
    ),
    table("64 calls at once", ["", "calls per second", "× raw fetch"], concurrent),
  ].join("\n");
}

function typesTable({ types }: Measured): string {
  if (!types) return "";
  const rows = rowsOf(types, ({ instantiations, types: count, checkMs, totalMs }) => [
    String(instantiations),
    String(count),
    spreadText(checkMs, 0),
    spreadText(totalMs, 0),
  ]);
  const head = ["", "instantiations", "types", "check, ms", "total, ms"];
  return table("Type check of a consumer's file, beyond an empty one", head, rows);
}

function installTable({ install }: Measured): string {
  if (!install) return "";
  const rows = rowsOf(install, ({ packages, bytes }) => [String(packages), kilobytes(bytes)]);
  return table("Installed (a generated client: its files)", ["", "packages", "kB"], rows);
}

/** kB are thousands of bytes. */
function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(bytes < 100_000 ? 2 : 0);
}

function spreadText({ median, p25, p75 }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${p25.toFixed(digits)}–${p75.toFixed(digits)})`;
}

export function intervalText({ median, low, high }: Interval): string {
  return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}
