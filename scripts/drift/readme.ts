import { isDeepStrictEqual } from "node:util";
import type { Departure, DepartureList } from "./departures.js";
import { code, row } from "./report.js";
import { describeAt, describePlace } from "./words.js";

const start = "<!-- departures: written by `npm run upstream -- --readme` from departures.json -->";
// Longer values are read in the data itself.
const maxLength = 110;
const end = "<!-- end of departures -->";

/** The README with its tables of departures made anew. */
export function withTables(readme: string, list: DepartureList): string {
  const [before, rest] = readme.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error("openapi/README.md has lost its marks for departures");
  return `${before}${start}\n\n${tables(list)}\n\n${end}${after}`;
}

function tables(list: DepartureList): string {
  return Object.entries(list)
    .map(([heading, departures]) =>
      [
        `### ${heading}\n`,
        "| what | published | ours | reason |",
        "| --- | --- | --- | --- |",
        ...grouped(departures).map(toRow),
      ].join("\n"),
    )
    .join("\n\n");
}

/** Departures that say the same of several places stand in one row. */
function grouped(departures: readonly Departure[]): Departure[][] {
  const groups: Departure[][] = [];
  for (const departure of departures) {
    const group = groups.find(([first]) => first && isDeepStrictEqual(saidBy(first), saidBy(departure)));
    if (group) group.push(departure);
    else groups.push([departure]);
  }
  return groups;
}

function saidBy({ pointer, published, ours, reason }: Departure): unknown {
  return [describeAt(pointer, published), describeAt(pointer, ours), reason];
}

function toRow(group: Departure[]): string {
  const [first] = group;
  if (!first) return "";
  const { pointer, published, ours, reason } = first;
  const places = group.map((departure) => code(describePlace(departure.pointer)));
  const value = (one: Departure["ours"]): string => {
    const words = describeAt(pointer, one);
    const text = one === "present" || words.length > maxLength ? "declared" : words;
    return /^(?:none|declared|required|optional)$/.test(text) ? text : code(text);
  };
  return row([places.join(", "), value(published), value(ours), reason]);
}
