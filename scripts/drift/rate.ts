import type { Change } from "./changes.js";
import { objectOf, valueAt, type Json, type JsonObject } from "./json.js";
import { partAt, type Part } from "./place.js";

export type Bump = "patch" | "minor" | "major";

/** What a change asks of our package, and of the two kinds of people who use it. */
export interface Rating {
  readonly bump: Bump;
  /** Who reads answers. */
  readonly reader: string;
  /** Who sends requests. */
  readonly writer: string;
}

type Side = "answer" | "request" | "both";

function sideOf(tokens: readonly string[]): Side {
  if (tokens[0] !== "paths" || tokens.length < 5) return "both";
  return tokens[3] === "responses" ? "answer" : tokens[3] === "security" ? "both" : "request";
}

export function rate(change: Change, ours: JsonObject): Rating {
  const side = sideOf(change.tokens);
  const part = partAt(change.tokens);
  const [bump, text] = verdict(change, side, part, ours);
  const nothing = "nothing changes";
  return { bump, reader: side === "request" ? nothing : text, writer: side === "answer" ? nothing : text };
}

type Verdict = readonly [Bump, string];

function verdict(change: Change, side: Side, part: Part, ours: JsonObject): Verdict {
  if (part === "keyword" && change.tokens.at(-1) === "deprecated") {
    return ["minor", change.kind === "added" ? "works on, but is on its way out" : "is no longer on its way out"];
  }
  if (side === "both") return shared(change, part);
  if (part === "keyword") return side === "answer" ? answerKeyword(change, ours) : requestKeyword(change);
  if (change.kind === "changed") return ["major", "a value of another kind than described"];
  return side === "answer" ? answerPart(change, part) : requestPart(change, part);
}

function shared({ kind }: Change, part: Part): Verdict {
  if (part === "operation" && kind === "removed") return ["major", "the operation is gone: every call fails"];
  if (part === "server")
    return kind === "added" ? ["minor", "another server can be called"] : ["major", "a server is gone"];
  if (part === "security" && kind === "added") return ["minor", "another kind of token is taken"];
  if (part === "security") return ["major", "a kind of token is no longer taken"];
  return kind === "added" ? ["minor", "something new can be used"] : ["major", "calls may be refused"];
}

/** In answers more is harmless, as readers are tolerant; less, or other, breaks what was promised. */
function answerPart({ kind, tokens }: Change, part: Part): Verdict {
  if (part === "member") {
    return kind === "added" ? ["minor", "a new member to read"] : ["major", "undefined where a value was promised"];
  }
  if (part === "variant") {
    return kind === "added"
      ? ["minor", "a variant that falls to the open one until it is described"]
      : ["major", "a variant that code may wait for no longer comes"];
  }
  if (part === "answer") {
    const isSuccess = tokens.at(-1)?.startsWith("2") === true;
    if (kind === "added") {
      return isSuccess
        ? ["major", "a success that may have another shape"]
        : ["minor", "an error that was a plain PolarApiError has a description"];
    }
    return isSuccess ? ["major", "the success is no longer promised"] : ["patch", "an error is no longer described"];
  }
  if (part === "header") return ["patch", kind === "added" ? "a header to read" : "a header may be missing"];
  if (part === "media type" && kind === "added") return ["minor", "a body of another kind may come"];
  return ["major", "the body is of another kind than promised"];
}

function requestPart({ kind, published }: Change, part: Part): Verdict {
  if (kind === "added" && (part === "member" || part === "parameter" || part === "request body")) {
    return objectOf(published)["required"] === true
      ? ["major", "requests without it are refused"]
      : ["minor", "something new may be sent"];
  }
  if (kind === "added") return ["minor", "another form may be sent"];
  if (part === "member" || part === "parameter") return ["major", "it is ignored or refused when sent"];
  return ["major", "this form is refused"];
}

/** Keywords that narrow a value without changing its type: no TypeScript type shows them. */
const constraint = /^(?:format|pattern|multipleOf|uniqueItems|m(?:in|ax)[A-Z]\w*|m(?:in|ax)imum|exclusiveM\w+)$/;

function answerKeyword(change: Change, ours: JsonObject): Verdict {
  const keyword = change.tokens.at(-1) ?? "";
  if (keyword === "required") {
    return change.kind === "added"
      ? ["minor", "it is always there now"]
      : ["major", "undefined where a value was promised"];
  }
  if (keyword === "type") return answerType(change);
  if (keyword === "enum") {
    if (!isValueOfList(change))
      return ["minor", change.kind === "added" ? "only listed values come" : "any value may come"];
    const known = valueAt(ours, change.tokens);
    // One value is a constant, and its type is closed; more are a list that is typed as open.
    if (Array.isArray(known) && known.length === 1) return ["major", "another value where a constant was promised"];
    return change.kind === "added"
      ? ["minor", "an unknown value until the list has it"]
      : ["minor", "a value that is no longer sent"];
  }
  if (constraint.test(keyword)) return ["patch", "only a validator can tell"];
  return ["major", "a value of another kind than promised"];
}

function answerType({ ours, published }: Change): Verdict {
  const [mine, theirs] = [typesOf(ours), typesOf(published)];
  if (theirs.every((type) => mine.includes(type)) && mine.length - theirs.length === 1 && !theirs.includes("null")) {
    if (mine.includes("null")) return ["minor", "never null now"];
  }
  if (mine.every((type) => theirs.includes(type)) && theirs.includes("null")) {
    return ["major", "null where a value was promised"];
  }
  return ["major", "a value of another type than promised"];
}

function requestKeyword(change: Change): Verdict {
  const { kind, tokens, ours, published } = change;
  const keyword = tokens.at(-1) ?? "";
  if (keyword === "required") {
    return kind === "added" ? ["major", "requests without it are refused"] : ["minor", "it may be left out"];
  }
  if (keyword === "type") {
    return kind !== "added" && typesOf(ours).every((type) => kind === "removed" || typesOf(published).includes(type))
      ? ["minor", "more may be sent"]
      : ["major", "values that were taken are refused"];
  }
  if (keyword === "enum") {
    const isWider = isValueOfList(change) === (kind === "added");
    return isWider ? ["minor", "more may be sent"] : ["major", "a value that was taken is refused"];
  }
  if (constraint.test(keyword) && kind === "removed") return ["minor", "more may be sent"];
  return ["major", "values that were taken may be refused"];
}

/** Whether a list that both have gained or lost a value; otherwise only one of the two has a list. */
function isValueOfList({ kind, ours, published }: Change): boolean {
  return !Array.isArray(kind === "added" ? published : ours);
}

function typesOf(type: Json | undefined): string[] {
  return [type ?? []].flat().map(String);
}
