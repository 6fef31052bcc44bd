import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { formatPointer, parsePointer } from "../contract/pointer.js";
import { root } from "../tools/paths.js";
import type { Canonical } from "./canonical.js";
import { setAt, valueAt, type Json, type JsonObject } from "../contract/json.js";
import { alignUnions } from "./union.js";

/** One place where we knowingly differ from the published document. */
export interface Departure {
  /**
   * A place in the canonical form of our contract: `/components/schemas/Address/properties/city/required` (everywhere that `Address` is
   * used), or `/paths/…` for what belongs to no component.
   */
  readonly pointer: string;
  /** The canonical value that is published; left out if nothing is, `"present"` if it is too much to repeat. */
  readonly published?: Json;
  /** Ours; left out if we have nothing, `"present"` if it is too much to repeat. */
  readonly ours?: Json;
  readonly reason: string;
}

export const departuresPath: string = join(root, "openapi/departures.json");

export async function readDepartures(): Promise<Departure[]> {
  const byHeading = JSON.parse(await readFile(departuresPath, "utf8")) as Record<string, Departure[]>;
  return Object.values(byHeading).flat();
}

/** How a departure stands to the document that is published now. */
type Standing =
  | { readonly state: "holds" }
  /** Published and ours are the same. */
  | { readonly state: "fulfilled" }
  /** Something is published where only we had something; what still differs are departures of their own. */
  | { readonly state: "partly"; readonly places: readonly Place[]; readonly holding: readonly Place[] }
  | WrongStanding;

export interface WrongStanding {
  readonly state: "wrong";
  readonly places: readonly Place[];
  /** Whose value is not as the entry says; nobody's if the fragment has no such place. */
  readonly whose: "ours" | "published" | "nobody's";
  readonly now: Json | undefined;
}

type Place = readonly string[];

/** The published tree with the departures that hold taken over, and how each departure stands. */
export function applyDepartures(
  ours: Canonical,
  published: Canonical,
  departures: readonly Departure[],
): { tree: JsonObject; standings: Map<Departure, Standing> } {
  const tree = alignUnions(ours.tree, published.tree);
  const standings = new Map<Departure, Standing>();
  const holding: Place[] = [];
  for (const departure of departures) {
    const places = placesOf(departure.pointer, ours.positions);
    // What lies in a thing that is not published is part of the departure, or of the change, that says so.
    const compared = places.filter((place) => valueAt(tree, place.slice(0, -1)) !== undefined);
    const standing: Standing =
      places.length === 0
        ? { state: "wrong", places, whose: "nobody's", now: undefined }
        : standingOf(departure, compared, ours.tree, tree);
    standings.set(departure, standing);
    if (standing.state === "holds") holding.push(...compared);
    if (standing.state === "partly") holding.push(...standing.holding);
  }
  // The deepest first: a place may lie in another one that is taken over whole.
  for (const place of holding.toSorted((a, b) => b.length - a.length)) {
    setAt(tree, place, structuredClone(valueAt(ours.tree, place)));
  }
  return { tree, standings };
}

/** Every place in the tree that a pointer means: a component stands wherever it is used. */
export function placesOf(pointer: string, positions: Canonical["positions"]): string[][] {
  const tokens = parsePointer(pointer);
  if (tokens[0] !== "components") return [tokens];
  const used = positions.get(formatPointer(tokens.slice(0, 3))) ?? [];
  return used.map((position) => parsePointer(position).concat(tokens.slice(3)));
}

function standingOf(departure: Departure, places: readonly Place[], ours: JsonObject, published: JsonObject): Standing {
  const pairs = places.map((place) => [place, valueAt(ours, place), valueAt(published, place)] as const);
  const other = pairs.find(([, mine]) => !isAs(mine, departure.ours));
  if (other) return { state: "wrong", places, whose: "ours", now: other[1] };
  const holding = pairs.filter(([, , theirs]) => isAs(theirs, departure.published));
  const moved = pairs.filter((pair) => !holding.includes(pair) && !isDeepStrictEqual(pair[1], pair[2]));
  const [first] = moved;
  if (!first) return { state: holding.length > 0 || pairs.length === 0 ? "holds" : "fulfilled" };
  if (departure.published === undefined && departure.ours === "present") {
    return { state: "partly", places: moved.map(([place]) => place), holding: holding.map(([place]) => place) };
  }
  return { state: "wrong", places, whose: "published", now: first[2] };
}

/** Whether a value is as an entry says. Whether a list has `null` is left to `type`, as it is where lists are compared. */
export function isAs(value: Json | undefined, said: Json | undefined): boolean {
  const comparable = (one: Json | undefined): unknown =>
    Array.isArray(one) ? one.filter((entry) => entry !== null) : one;
  return said === "present" ? value !== undefined : isDeepStrictEqual(comparable(value), comparable(said));
}
