import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parsePointer } from "../contract/document.js";
import { root } from "../tools/paths.js";
import type { Canonical } from "./canonical.js";
import { alignUnions } from "./schema.js";
import { differences, type Difference } from "./changes.js";
import { formatPointer, isObject, setAt, valueAt, type Json, type JsonObject } from "./json.js";

/** One place where we knowingly say something else than the published document. */
export interface Departure {
  /**
   * A place in the canonical form of our contract: `/components/schemas/Address/properties/city/required` (everywhere that `Address` is
   * used), or `/paths/…` for what belongs to no component.
   */
  readonly pointer: string;
  /** The canonical value that is published; left out where nothing is. */
  readonly published?: Json;
  /** Ours; left out where we have nothing. `"present"` where the fragment says a lot: no published value can be compared with it. */
  readonly ours?: Json;
  readonly reason: string;
}

/** A departure that is none any more, and what stands there instead. */
export interface StaleDeparture {
  readonly departure: Departure;
  readonly message: string;
}

const departuresPath: string = join(root, "openapi/departures.json");

export async function readDepartures(): Promise<Departure[]> {
  const byHeading = JSON.parse(await readFile(departuresPath, "utf8")) as Record<string, Departure[]>;
  return Object.values(byHeading).flat();
}

/**
 * The published tree with our departures taken over, those departures that do not hold, and what moved inside of a published thing that
 * is not ours: a departure says that we do without it, not that it may change unseen.
 */
export function applyDepartures(
  ours: Canonical,
  published: Canonical,
  departures: readonly Departure[],
): { tree: JsonObject; stale: StaleDeparture[]; moved: Difference[] } {
  const tree = alignUnions(ours.tree, published.tree);
  const stale: StaleDeparture[] = [];
  const moved: Difference[] = [];
  const holding: (readonly string[])[] = [];
  for (const departure of departures) {
    const places = placesOf(departure.pointer, ours.positions).filter((place) => isComparable(place, tree));
    const message = whyStale(departure, places, ours.tree, tree);
    if (message !== undefined) stale.push({ departure, message });
    else {
      holding.push(...places);
      moved.push(...places.flatMap((place) => movesOf(departure, place, tree)));
    }
  }
  // The deepest first: a place may lie in another one that is taken over whole.
  for (const place of holding.toSorted((a, b) => b.length - a.length)) {
    const value = valueAt(ours.tree, place);
    setAt(tree, place, value === undefined ? undefined : structuredClone(value));
  }
  return { tree, stale, moved };
}

/** Every place in the tree that a pointer means: a component stands wherever it is used. */
export function placesOf(pointer: string, positions: Canonical["positions"]): string[][] {
  const tokens = parsePointer(pointer);
  if (tokens[0] !== "components") return [tokens];
  const used = positions.get(formatPointer(tokens.slice(0, 3))) ?? [];
  return used.map((position) => parsePointer(position).concat(tokens.slice(3)));
}

/** Whether the published document has the thing around the place: what lies in a departure is part of that departure. */
function isComparable(place: readonly string[], published: JsonObject): boolean {
  return valueAt(published, place.slice(0, -1)) !== undefined;
}

function whyStale(
  departure: Departure,
  places: readonly string[][],
  ours: JsonObject,
  published: JsonObject,
): string | undefined {
  if (places.length === 0) return "the pointer leads nowhere";
  for (const place of places) {
    const [mine, theirs] = [valueAt(ours, place), valueAt(published, place)];
    const isOurs = departure.ours === "present" ? mine !== undefined : isDeepStrictEqual(mine, departure.ours);
    if (!isOurs) return `ours is ${text(mine)}`;
    const isThing = isObject(theirs) && isObject(departure.published) && mine === undefined;
    if (!isThing && !isDeepStrictEqual(theirs, departure.published)) {
      return isDeepStrictEqual(theirs, mine) ? "published is the same as ours" : `published is ${text(theirs)}`;
    }
  }
  return undefined;
}

function movesOf({ published }: Departure, place: readonly string[], tree: JsonObject): Difference[] {
  const theirs = valueAt(tree, place);
  return published === undefined || theirs === undefined ? [] : differences(published, theirs, place);
}

function text(value: Json | undefined): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
