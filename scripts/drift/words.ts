import { parsePointer } from "../contract/pointer.js";
import type { Change } from "./changes.js";
import { isValueOfList } from "./effect.js";
import { isObject, objectOf, textOf, type Json } from "../contract/json.js";
import { legible, partAt } from "./place.js";

const maxLength = 100;

/** A canonical value in a few words; `none` if there is nothing. */
function describe(value: Json | undefined): string {
  if (value === undefined) return "none";
  if (!isObject(value)) return textOf(value);
  const { type, enum: values, format, pattern, required, properties, items, anyOf, schema, content, ...rest } = value;
  const members = Object.keys(objectOf(properties));
  const words = [
    required === true && "required",
    rest["deprecated"] === true && "deprecated",
    Array.isArray(values) ? describeValues(values) : describeTypes(type),
    format !== undefined && `as ${textOf(format)}`,
    pattern !== undefined && `pattern ${textOf(pattern)}`,
    members.length > 0 && `{ ${members.join(", ")} }`,
    items !== undefined && `of ${describe(items)}`,
    isObject(anyOf) && `any of ${Object.keys(anyOf).join(", ")}`,
    schema !== undefined && describe(schema),
    isObject(content) && (Object.keys(content).join(", ") || "no content"),
  ];
  return words.filter((word) => typeof word === "string" && word !== "").join(" ") || "anything";
}

function describeTypes(type: Json | undefined): string {
  const types = [type ?? []].flat().map(textOf);
  return types.toSorted((a, b) => Number(a === "null") - Number(b === "null")).join(" or ");
}

function describeValues(values: readonly Json[]): string {
  return values.length === 1 ? `always ${textOf(values[0])}` : `one of ${values.map(textOf).join(", ")}`;
}

/** What stands at a pointer, in at most a line: `required` and `optional` rather than `true` and nothing. */
export function describeAt(pointer: string, value: Json | undefined): string {
  const tokens = parsePointer(pointer);
  const keyword = partAt(tokens) === "keyword" ? tokens.at(-1) : undefined;
  if (keyword === "required") return value === true ? "required" : "optional";
  const text = keyword === "type" && value !== undefined ? describeTypes(value) : describe(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)} …` : text;
}

/** A place and, for a keyword, which: `CustomerOrder.status: enum`. `required` shows in the values. */
export function describePlace(pointer: string): string {
  const tokens = parsePointer(pointer);
  const keyword = tokens.at(-1) ?? "";
  const isKeyword = partAt(tokens) === "keyword";
  return isKeyword && keyword !== "required" ? `${legible(pointer)}: ${keyword}` : legible(pointer);
}

/** What came, went or changed, read as from `ours` to `published`. */
export function describeChange(change: Change): string {
  const { kind, pointer, tokens, published, ours } = change;
  const isThing = isValueOfList(change) || partAt(tokens) !== "keyword";
  // The variant's name says what it is.
  if (partAt(tokens) === "variant") return kind === "added" ? "new" : "gone";
  if (kind === "added" && isThing) return `new: ${describeAt(pointer, published)}`;
  if (kind === "removed" && isThing) return `gone: ${describeAt(pointer, ours)}`;
  return `was ${describeAt(pointer, ours)}, now ${describeAt(pointer, published)}`;
}
