import { isMap, isSeq, parseDocument, type Node } from "yaml";
import { setAt, textOf, valueAt, type Json, type JsonObject } from "../contract/json.js";
import { canonicalize } from "../drift/canonical.js";
import type { Change } from "../drift/changes.js";
import { isAs, placesOf, type Departure } from "../drift/departures.js";
import type { Findings } from "../drift/report.js";
import { byText } from "../drift/values.js";

/** The departures whose `ours` is no longer true once the changes are in the fragment, as they then have to be. */
export function followedBy(
  changes: readonly Change[],
  departures: readonly Departure[],
  fragment: JsonObject,
): Departure[] {
  const { tree, positions } = canonicalize(fragment);
  const next = structuredClone(tree);
  for (const { pointer, published } of changes) {
    for (const place of placesOf(pointer, positions)) {
      const mine = valueAt(next, place);
      const isValue = place.at(-1) === "enum" && Array.isArray(mine);
      setAt(next, place, isValue ? byText([...mine, published ?? null]) : published);
    }
  }
  return departures.flatMap((departure) => {
    const [place = []] = placesOf(departure.pointer, positions);
    const isTouched = isAs(valueAt(tree, place), departure.ours) && !isAs(valueAt(next, place), departure.ours);
    return isTouched ? [{ ...departure, ours: shortened(valueAt(next, place)) }] : [];
  });
}

/** The text of the list without the departures that are fulfilled, with what is left of others in their place, and with our new values. */
export function departuresAfter(text: string, { open: { fulfilled, partly }, followed }: Findings): string {
  const replacements = new Map<string, readonly Departure[]>([
    ...followed.map((departure) => [departure.pointer, [departure]] as const),
    ...fulfilled.map(({ pointer }) => [pointer, []] as const),
    ...partly.map(({ departure, isKept, left }) => {
      const entries = left.map(({ pointer, ours }) => ({ pointer, ours: shortened(ours), reason: departure.reason }));
      return [departure.pointer, isKept ? [departure, ...entries] : entries] as const;
    }),
  ]);
  let result = text;
  const headings = parseDocument(text).contents;
  // From the end, so that the places before stay where they are.
  for (const { value: list } of isMap(headings) ? headings.items.toReversed() : []) {
    if (!isSeq(list)) continue;
    const entries = list.items.map((item) => {
      const [start = 0, end = 0] = (item as Node).range ?? [];
      const pointer = isMap(item) ? String(item.get("pointer")) : "";
      return { source: text.slice(start, end), start, end, replacement: replacements.get(pointer) };
    });
    if (entries.every(({ replacement }) => !replacement)) continue;
    const texts = entries.flatMap(({ source, replacement }) => replacement?.map(entryText) ?? [source]);
    const [from, to] = [entries[0]?.start ?? 0, entries.at(-1)?.end ?? 0];
    result = result.slice(0, from) + texts.join(",\n    ") + result.slice(to);
  }
  return result;
}

/** As the formatter would write it. */
function entryText(entry: Departure): string {
  const lines = Object.entries(entry).map(([name, value]) => `      "${name}": ${inline(value as Json)}`);
  return `{\n${lines.join(",\n")}\n    }`;
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, nested]) => `${JSON.stringify(name)}: ${inline(nested)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function shortened(value: Json | undefined): Json {
  return value === undefined || textOf(value).length > 90 ? "present" : value;
}
