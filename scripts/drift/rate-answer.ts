import { objectOf, valueAt, type Json, type JsonObject } from "../contract/json.js";
import type { Difference } from "./changes.js";
import { isSuccess, type Part } from "./place.js";
import { constraint, isClosing, isValueOfList, nothing, typesOf, type Effect } from "./effect.js";

/** In answers more is harmless, because readers are tolerant; less, or something else, breaks what was promised. */
export function answerPart({ kind, tokens, ours, published }: Difference, part: Part): Effect {
  const isAdded = kind === "added";
  if (part === "member") {
    if (isAdded) return ["minor", "a new member to read"];
    return objectOf(ours)["required"] === true
      ? ["major", "undefined where a value was promised"]
      : ["minor", "no longer sent; it could be absent before"];
  }
  if (part === "variant") {
    return isAdded
      ? ["minor", "a new variant, which falls to the open one until it is described"]
      : ["major", "a variant that code may wait for no longer comes"];
  }
  if (part === "answer") {
    if (isSuccess(tokens))
      return ["major", isAdded ? "a success that may have another shape" : "the success is no longer promised"];
    if (isAdded) return ["minor", "an error is described now"];
    return isNamed(ours) ? ["major", "a named error is gone"] : ["patch", "an error is no longer described"];
  }
  if (part === "header") return ["patch", isAdded ? "a header to read" : "a header may be missing"];
  if (part === "media type" && isAdded) return ["minor", "a body of another kind may come"];
  // What is ruled out, and how members may be called: a reader meets less than before.
  if (isClosing(isAdded ? published : ours) || tokens.at(-1) === "propertyNames") return ["none", nothing];
  if (part === "schema" && isAdded && tokens.at(-1) !== "schema") return ["patch", "only a validator can tell"];
  return ["major", "the body is of another kind than promised"];
}

/** Whether code may tell an error by its name: the body, or one of its forms, lists what `error` can be. */
function isNamed(answer: Json | undefined): boolean {
  const schemas = Object.values(objectOf(objectOf(answer)["content"])).map((media) => objectOf(media)["schema"]);
  const forms = schemas.flatMap((schema) => Object.values(objectOf(objectOf(schema)["anyOf"])));
  return [...schemas, ...forms].some((form) => valueAt(objectOf(form), ["properties", "error", "enum"]) !== undefined);
}

export function answerKeyword(change: Difference, ours: JsonObject): Effect {
  const keyword = change.tokens.at(-1) ?? "";
  const isAdded = change.kind === "added";
  if (keyword === "required") {
    return isAdded ? ["minor", "it is always there now"] : ["major", "undefined where a value was promised"];
  }
  if (keyword === "type") return answerType(change);
  if (keyword === "enum") {
    if (!isValueOfList(change)) return ["minor", isAdded ? "only listed values come" : "any value may come"];
    const known = valueAt(ours, change.tokens);
    // One value is a constant, and its type is closed; more are a list that is typed as open.
    if (isAdded && Array.isArray(known) && known.length === 1) {
      return ["major", "another value where a constant was promised"];
    }
    return ["minor", isAdded ? "an unknown value until the list has it" : "a value that is no longer sent"];
  }
  if (keyword === "format" && !isAdded) return ["minor", "its text may have another form"];
  if (constraint.test(keyword)) return ["patch", "only a validator can tell"];
  return ["major", "a value of another kind than promised"];
}

function answerType({ ours, published }: Difference): Effect {
  const [mine, theirs] = [typesOf(ours), typesOf(published)];
  const others = theirs.filter((type) => !mine.includes(type) && !(type === "integer" && mine.includes("number")));
  if (mine.length === 0) return ["patch", "only a validator can tell"];
  if (theirs.length === 0 || others.some((type) => type !== "null")) {
    return ["major", "a value of another type than promised"];
  }
  if (others.length > 0) return ["major", "null where a value was promised"];
  return ["minor", mine.includes("null") && !theirs.includes("null") ? "never null now" : "fewer types than before"];
}
