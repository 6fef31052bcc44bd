import { isDeepStrictEqual } from "node:util";
import { canonicalize, findEndpoint, endpointsOf } from "./canonical.js";
import { differences, toChanges, type Change, type Difference } from "./changes.js";
import { applyDepartures, type Departure, type WrongStanding } from "./departures.js";
import { valueAt, type Json, type JsonObject } from "../contract/json.js";
import { isOfMember, isSuccess, ownersOf, partAt } from "./place.js";
import { nothingToUs, rate, worst, type Rating } from "./rate.js";
import { isValueOfList, type Bump } from "./effect.js";
import { alignUnions } from "./union.js";

/** What changed upstream: from the last published state that was accepted to the document of now. */
export interface UpstreamChange extends Change, Rating {
  /** The fragment has it already: it was written from the server's source, or from the SDK. */
  readonly isInFragment: boolean;
}

export function compareUpstream(
  accepted: JsonObject,
  live: JsonObject,
  fragment: JsonObject,
  departures: readonly Departure[] = [],
): UpstreamChange[] {
  const before = canonicalize(accepted);
  const now = canonicalize(live, accepted);
  const ours = canonicalize(fragment, accepted);
  const open = differences(ours.tree, applyDepartures(ours, now, departures).tree, []);
  const found = differences(before.tree, alignUnions(before.tree, now.tree), []);
  return toChanges(found, ownersOf(before.positions)).map((change): UpstreamChange => {
    const { kind, tokens, side } = change;
    const part = partAt(tokens);
    const mine = valueAt(ours.tree, tokens);
    const news = newsTo(mine, open, change);
    const isInFragment = news.length === 0;
    // People rely on what the fragment says, which may be more than was published.
    const promised = mine === undefined ? before.tree : ours.tree;
    const rating = worst((isInFragment ? [change] : news).map((one) => rate(one, promised)));
    // Code that reads a member does not compile without it, even if it was optional.
    const isGone = !isInFragment && kind === "removed" && part === "member" && side === "answer";
    const isKnownError = isInFragment && part === "answer" && !isSuccess(tokens);
    return Object.assign(change, isKnownError ? nothingToUs : rating, isGone && { bump: "major" }, { isInFragment });
  });
}

/** What a change says that the fragment does not: the change itself, or those of the open differences that it is about. */
function newsTo(mine: Json | undefined, open: readonly Difference[], change: Change): readonly Difference[] {
  const { kind, tokens, ours, published } = change;
  if (mine === undefined) return published === undefined ? [] : [change];
  // A reader gets an error of its status whether the description has it or not.
  if (kind === "added" && partAt(tokens) === "answer" && !isSuccess(tokens)) return [];
  const found = open.filter((one) => isWithin(one.tokens, [tokens]) || isWithin(tokens, [one.tokens]));
  if (isValueOfList(change)) return found.filter((one) => one.published === published && one.ours === ours);
  // What only we describe of a new thing is no contradiction. That it is always there, and its type, are.
  if (kind === "added") return found.filter((one) => one.kind !== "removed" || isOfMember(one.tokens));
  // A departure may hold whatever is published, and then hides that it changed.
  return found.length > 0 || isDeepStrictEqual(mine, published) ? found : [change];
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

interface PartlyFulfilled {
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
  return worst(changes.filter(({ isInFragment }) => !isInFragment)).bump;
}
