import { isDeepStrictEqual } from "node:util";
import { parsePointer } from "../contract/pointer.js";
import { isObject, valueAt, type Json, type JsonObject } from "../contract/json.js";
import { canonicalize } from "../drift/canonical.js";
import type { Change } from "../drift/changes.js";
import { placesOf } from "../drift/departures.js";
import { partAt, sideOf } from "../drift/place.js";

/** Those of the differences that can be written into the fragment without a decision: what makes answers say more. */
export function mechanicalOf(changes: readonly Change[], fragment: JsonObject): Change[] {
  const { positions } = canonicalize(fragment);
  return changes.filter(({ kind, pointer, tokens, published, ours }) => {
    // A place that the fragment has as the canonical form has it, and that is in no request.
    const holder = valueAt(fragment, parsePointer(pointer).slice(0, -1));
    const isOfAnswers = placesOf(pointer, positions).every((place) => sideOf(place) === "answer");
    if (!isObject(holder) || !isOfAnswers || kind === "removed") return false;
    const [part, name = ""] = [partAt(tokens), tokens.at(-1)];
    if (part === "member") return kind === "added" && isPlainName(name) && isSimple(published);
    if (part === "answer") return kind === "added" && /^[45]\d\d$/.test(name) && isSimple(published);
    if (name === "enum") return kind === "added" && isPlainName(published) && holder["x-open-enum"] === true;
    const types = new Set([ours ?? [], "null"].flat());
    const isNullNow = isDeepStrictEqual(new Set([published].flat()), types);
    return part === "keyword" && name === "type" && isNullNow && holder["const"] === undefined;
  });
}

/** Another could write more into a file than itself. */
function isPlainName(value: Json | undefined): boolean {
  return typeof value === "string" && /^[a-z]\w*$/i.test(value);
}

/** Whether it has a form in the fragment that needs no decision: no union, and lists of texts only. */
function isSimple(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.every(isSimple);
  if (!isObject(value)) return true;
  const { type, enum: values, anyOf, allOf, not, prefixItems } = value;
  const types = [type ?? []].flat().filter((one) => one !== "null");
  const isOpen = isObject(anyOf) || Array.isArray(allOf) || isObject(not) || Array.isArray(prefixItems);
  const isOther = Array.isArray(values) && values.length > 1 && types[0] !== "string";
  if (isOpen || isOther || types.length > 1) return false;
  return Object.values(value).every(isSimple);
}
