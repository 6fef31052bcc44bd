import { isDeepStrictEqual } from "node:util";
import { canonicalize, findEndpoint, endpointsOf } from "./canonical.js";
import { differences, toChanges, type Change, type Difference } from "./changes.js";
import { applyDepartures, type Departure, type WrongStanding } from "./departures.js";
import { valueAt, type JsonObject } from "../contract/json.js";
import { ownersOf, partAt } from "./place.js";
import { nothingToUs, rate, worst, type Rating } from "./rate.js";
import { isValueOfList, type Bump } from "./effect.js";
import { alignUnions } from "./union.js";

/** What changed upstream: from the last published state that was accepted to the document of now. */
export interface UpstreamChange extends Change, Rating {
  /** The fragment has it already: it was written from the server's source, or from the SDK. */
  readonly isInFragment: boolean;
}

export function compareUpstream(accepted: JsonObject, live: JsonObject, fragment: JsonObject): UpstreamChange[] {
  const before = canonicalize(accepted);
  const now = alignUnions(before.tree, canonicalize(live, accepted).tree);
  const { tree } = canonicalize(fragment, accepted);
  return toChanges(differences(before.tree, now, []), ownersOf(before.positions)).map((change): UpstreamChange => {
    const { kind, tokens, side } = change;
    const part = partAt(tokens);
    const news = newsTo(tree, change);
    const isInFragment = news === undefined;
    // A reader gets an error of its status whether the description has it or not.
    const isKnownError = part === "answer" && isInFragment && !tokens.at(-1)?.startsWith("2");
    // People rely on what the fragment says, which may be more than was published.
    const rating = isKnownError
      ? nothingToUs
      : rate(news ?? change, valueAt(tree, tokens) === undefined ? before.tree : tree);
    // Code that reads a member does not compile without it, even if it was optional.
    const isGone = !isInFragment && kind === "removed" && part === "member" && side === "answer";
    return { ...change, ...rating, ...(isGone && { bump: "major" }), isInFragment };
  });
}

/** A change as the fragment sees it; undefined if it has it already. */
function newsTo(tree: JsonObject, change: Change): Difference | undefined {
  const { kind, tokens, ours, published } = change;
  const mine = valueAt(tree, tokens);
  if (tokens.at(-1) === "enum" && isValueOfList(change)) {
    const isListed = Array.isArray(mine) && mine.includes((kind === "added" ? published : ours) ?? null);
    return isListed === (kind === "added") ? undefined : change;
  }
  if (kind === "added" ? mine !== undefined : isDeepStrictEqual(mine, published)) return undefined;
  return mine === undefined ? change : { ...change, ours: mine };
}

/** What the fragment and its list of departures owe to the document of now. */
export interface OpenPoints {
  /** Published as we have it: the entries can go. */
  readonly fulfilled: readonly Departure[];
  /** Published, but not all of it: what is left of each entry become entries of their own. */
  readonly partly: readonly PartlyFulfilled[];
  /** Entries that are wrong about one of the two sides. */
  readonly wrong: readonly (WrongStanding & { readonly departure: Departure })[];
  /** Differences that no entry explains. */
  readonly changes: readonly Change[];
  /** Operations of the fragment that the accepted state does not have yet. */
  readonly unwatched: readonly string[];
}

export interface PartlyFulfilled {
  readonly departure: Departure;
  /** Whether nothing is published yet at some of its places. */
  readonly isKept: boolean;
  readonly left: readonly Change[];
}

export function compareFragment(
  fragment: JsonObject,
  live: JsonObject,
  departures: readonly Departure[],
  accepted: JsonObject = live,
): OpenPoints {
  const ours = canonicalize(fragment);
  const { tree, standings } = applyDepartures(ours, canonicalize(live, fragment), departures);
  const owners = ownersOf(ours.positions);
  let found = differences(ours.tree, tree, []);
  const fulfilled: Departure[] = [];
  const partly: PartlyFulfilled[] = [];
  const wrong: OpenPoints["wrong"][number][] = [];
  for (const [departure, standing] of standings) {
    if (standing.state === "fulfilled") fulfilled.push(departure);
    if (standing.state === "wrong") {
      wrong.push({ ...standing, departure });
      found = found.filter(({ tokens }) => !isWithin(tokens, standing.places));
    }
    if (standing.state === "partly") {
      const left = found.filter(({ kind, tokens }) => kind === "removed" && isWithin(tokens, standing.places));
      found = found.filter((difference) => !left.includes(difference));
      const isKept = standing.holding.length > 0;
      if (left.length > 0 || !isKept) partly.push({ departure, isKept, left: toChanges(left, owners) });
    }
  }
  const unwatched = endpointsOf(fragment)
    .filter((one) => findEndpoint(one, endpointsOf(live)) && !findEndpoint(one, endpointsOf(accepted)))
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  return { fulfilled, partly, wrong, changes: toChanges(found, owners), unwatched };
}

function isWithin(tokens: readonly string[], places: readonly (readonly string[])[]): boolean {
  return places.some((place) => place.every((token, index) => token === tokens[index]));
}

/** What the changes ask of our package's version, if the fragment does not have them already. */
export function bumpOf(changes: readonly UpstreamChange[]): Bump {
  return worst(changes.filter(({ isInFragment }) => !isInFragment));
}
