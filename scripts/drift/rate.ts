import { differences, type Difference } from "./changes.js";
import { isObject, objectOf, type JsonObject } from "../contract/json.js";
import { needsToken } from "./operation.js";
import { partAt, sideOf, type Part, type Side } from "./place.js";
import { answerKeyword, answerPart } from "./rate-answer.js";
import { requestKeyword, requestPart } from "./rate-request.js";
import { bumps, nothing, type Bump, type Effect } from "./effect.js";

/** What a change asks of our package, and of the two kinds of people who use it. */
export interface Rating {
  readonly bump: Bump;
  /** Who reads answers. */
  readonly reader: string;
  /** Who sends requests. */
  readonly writer: string;
}

export const nothingToUs: Rating = { bump: "none", reader: nothing, writer: nothing };

/** The rating that asks for most, the first of several. */
export function worst(ratings: readonly Rating[]): Rating {
  return ratings.toSorted((a, b) => bumps.indexOf(b.bump) - bumps.indexOf(a.bump))[0] ?? nothingToUs;
}

/** Rates a change of the description that `ours` is the canonical tree of. */
export function rate(change: Difference, ours: JsonObject): Rating {
  const side = sideOf(change.tokens);
  const [bump, text] = effectOf(change, side, ours);
  return { bump, reader: side === "request" ? nothing : text, writer: side === "answer" ? nothing : text };
}

function effectOf(change: Difference, side: Side, tree: JsonObject): Effect {
  const { kind, tokens, ours, published } = change;
  const part = partAt(tokens);
  if (part === "keyword" && tokens.at(-1) === "deprecated") {
    return ["minor", kind === "added" ? "works on, but is on its way out" : "is no longer on its way out"];
  }
  if (side === "both") return shared(change, part);
  if (kind === "changed" && isObject(ours) && isObject(objectOf(published)["anyOf"])) return split(change, tree);
  if (part === "keyword") return side === "answer" ? answerKeyword(change, tree) : requestKeyword(change);
  if (kind === "changed") return ["major", "a value of another kind than described"];
  return side === "answer" ? answerPart(change, part) : requestPart(change, part);
}

const ofOperation: Readonly<Record<string, Effect>> = {
  operationId: ["none", nothing],
  movedTo: ["major", "calls to this path fail"],
  servers: ["major", "it is served elsewhere"],
};

function shared({ kind, tokens, published }: Difference, part: Part): Effect {
  if (part === "operation" && kind === "removed") return ["major", "the operation is gone: every call fails"];
  if (part === "server")
    return kind === "added" ? ["minor", "another server can be called"] : ["major", "a server is gone"];
  if (part === "requirements") {
    return needsToken(objectOf(published))
      ? ["major", "a token is needed now"]
      : ["minor", "no token is needed any more"];
  }
  if (part === "security" && kind === "added") return ["minor", "another kind of token is taken"];
  if (part === "security") return ["major", "a kind of token is no longer taken"];
  const known = part === "keyword" ? ofOperation[tokens.at(-1) ?? ""] : undefined;
  return known ?? (kind === "added" ? ["minor", "something new can be used"] : ["major", "calls may be refused"]);
}

/** One schema became several: nobody notices if each variant keeps what the one promised, or one takes what it took. */
function split({ tokens, ours, published }: Difference, tree: JsonObject): Effect {
  const { required, anyOf } = objectOf(published);
  const perVariant = Object.values(objectOf(anyOf)).map((variant) => {
    const one = { ...objectOf(variant), ...(required !== undefined && { required }) };
    return worst(differences(objectOf(ours), one, tokens).map((change) => rate(change, tree)));
  });
  const isSafe = ({ bump }: Rating): boolean => bump !== "major";
  if (sideOf(tokens) === "answer") {
    return perVariant.every(isSafe)
      ? ["minor", "one of several kinds, each with what was promised"]
      : ["major", "one of several kinds, not all with what was promised"];
  }
  return perVariant.some(isSafe)
    ? ["minor", "other forms may be sent"]
    : ["major", "values that were taken may be refused"];
}
