import type { ByPeer, Measured } from "./lib/results.js";
import type { Interval, Spread } from "./lib/stats.js";
import { table } from "./lib/table.js";
import { peers } from "./peers.js";

const extraLabels: Record<string, string> = {
  "openapi-fetch-bare": "openapi-fetch, no time limit",
  "is-polar-error": "ours, isPolarError alone",
  "ours-in-one-call": "ours, correctBillingDetails",
};

/** All tables of what was measured, in the order of peers.ts. */
export function report(measured: Measured): string {
  const tables = [bundleTables, importTable, stubTable, callsTable, answersTable, typesTable, installTable];
  return [...tables.map((draw) => draw(measured)).filter((text) => text !== ""), ...troublesOf(measured)].join("\n");
}

export function troublesOf({ troubles }: Measured): string[] {
  return troubles.map(({ peer, measure, reason }) => `${labelOf(peer)} is missing from ${measure}: ${reason}`);
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

function bundleTables({ bundle, workflow }: Measured): string {
  const draw = (title: string, bundles: Measured["bundle"]): string[] =>
    bundles === undefined
      ? []
      : [
          table(
            title,
            ["", "minified", "gzip"],
            rowsOf(bundles, ({ minifiedBytes, gzipBytes }) => [kilobytes(minifiedBytes), kilobytes(gzipBytes)]),
          ),
        ];
  return [
    ...draw("Bundle: create a client and update an order (kB)", bundle),
    ...draw("Bundle: read, update, generate the invoice, read its link (kB)", workflow),
  ].join("\n");
}

function importTable({ import: imports }: Measured): string {
  if (!imports) return "";
  const rows = rowsOf(imports, ({ ms, ratio }) => [spreadText(ms, 1), intervalText(ratio)]);
  return table(
    "Cold import (median, middle half; ratio: paired median, 95 % interval)",
    ["", "ms", "× openapi-fetch"],
    rows,
  );
}

function stubTable({ stub }: Measured): string {
  if (!stub) return "";
  const rows = rowsOf(stub, ({ totalUs, ownUs, ratio }) => [
    spreadText(totalUs, 1),
    intervalText(ownUs),
    intervalText(ratio),
  ]);
  return table(
    "A call over a stubbed fetch (µs; own time: beyond a bare fetch)",
    ["", "whole, µs", "own time, µs", "own time, × bare openapi-fetch"],
    rows,
  );
}

function callsTable({ calls }: Measured): string {
  if (!calls) return "";
  const rows = rowsOf(calls, ({ us, rawUs, ratio, perSecond, perSecondRatio }) => [
    spreadText(us, 0),
    spreadText(rawUs, 0),
    intervalText(ratio),
    spreadText(perSecond, 0),
    intervalText(perSecondRatio),
  ]);
  return table(
    "Calls over loopback, in turn with raw fetch in the same process",
    ["", "a call, µs", "raw fetch, µs", "× raw fetch", "per second, 64 at once", "× raw fetch"],
    rows,
  );
}

function answersTable({ answers }: Measured): string {
  if (!answers) return "";
  const rows = rowsOf(answers, ({ gzipOrder, page, gzipPage }) =>
    [gzipOrder, page, gzipPage].flatMap((paired) =>
      paired ? [spreadText(paired.us, 0), intervalText(paired.ratio)] : ["", ""],
    ),
  );
  return table(
    "Other answers, in turn with raw fetch (0.4 MB are as long as a page of 100 orders)",
    ["", "order, gzip, µs", "× raw", "0.4 MB, µs", "× raw", "0.4 MB, gzip, µs", "× raw"],
    rows,
  );
}

function typesTable({ types }: Measured): string {
  if (!types) return "";
  const rows = rowsOf(types, ({ instantiations, types: count }) => [String(instantiations), String(count)]);
  const head = ["", "instantiations", "types"];
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
