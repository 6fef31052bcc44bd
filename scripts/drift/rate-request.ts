import { objectOf } from "../contract/json.js";
import type { Difference } from "./changes.js";
import type { Part } from "./place.js";
import { constraint, isClosing, isValueOfList, typesOf, type Effect } from "./effect.js";

export function requestPart({ kind, tokens, published }: Difference, part: Part): Effect {
  if (part === "schema" && tokens.at(-1) !== "schema") {
    if (kind === "removed") return ["minor", "more may be sent"];
    return ["major", isClosing(published) ? "unknown members are refused" : "values that were taken may be refused"];
  }
  if (kind === "added" && (part === "member" || part === "parameter" || part === "request body")) {
    return objectOf(published)["required"] === true
      ? ["major", "requests without it are refused"]
      : ["minor", "something new may be sent"];
  }
  if (kind === "added") return ["minor", "another form may be sent"];
  if (part === "member" || part === "parameter") return ["major", "it is ignored or refused when sent"];
  return ["major", "this form is refused"];
}

export function requestKeyword(change: Difference): Effect {
  const { kind, tokens, ours, published } = change;
  const keyword = tokens.at(-1) ?? "";
  const isAdded = kind === "added";
  if (keyword === "required") {
    return isAdded ? ["major", "requests without it are refused"] : ["minor", "it may be left out"];
  }
  if (keyword === "readOnly") {
    return isAdded ? ["major", "it is ignored or refused when sent"] : ["minor", "it may be sent now"];
  }
  if (keyword === "default") {
    if (kind === "changed") return ["major", "left out, it means something else"];
    return ["minor", isAdded ? "what it means when left out is said now" : "what it means when left out is not said"];
  }
  if (keyword === "type") {
    const isWider = typesOf(ours).every((type) => kind === "removed" || typesOf(published).includes(type));
    return !isAdded && isWider ? ["minor", "more may be sent"] : ["major", "values that were taken are refused"];
  }
  if (keyword === "enum") {
    const isWider = isValueOfList(change) === isAdded;
    return isWider ? ["minor", "more may be sent"] : ["major", "a value that was taken is refused"];
  }
  const isWider = kind === "removed" || isWiderLimit(keyword, Number(ours), Number(published));
  if (constraint.test(keyword) && isWider) return ["minor", "more may be sent"];
  return ["major", "values that were taken may be refused"];
}

function isWiderLimit(keyword: string, before: number, now: number): boolean {
  return /min/i.test(keyword) ? now < before : /max/i.test(keyword) && now > before;
}
