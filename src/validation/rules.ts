import { isObject, isPlainObject } from "../predicates.js";
import { isDateTime, isUri, isUuid } from "./formats.js";
import { add, below, isFull, type AdditionCode, type Check, type IssueCode, type Name, type Place } from "./issues.js";

function expected(what: string, value: unknown, at: Place, name: Name, code: IssueCode = "type"): false {
  if (value === undefined) return add(at, name, "missing", "is required");
  return add(at, name, code, `must be ${what}`);
}

export function text(value: unknown, at: Place, name: Name): value is string {
  return typeof value === "string" || expected("a string", value, at, name);
}

export function flag(value: unknown, at: Place, name: Name): void {
  if (typeof value !== "boolean") expected("true or false", value, at, name);
}

/** @public For generated validators; no number of today's contract is a fraction. */
export function number(value: unknown, at: Place, name: Name, minimum?: number, maximum?: number): void {
  if (!Number.isFinite(value)) expected("a number", value, at, name);
  else range(value as number, at, name, minimum, maximum);
}

export function integer(value: unknown, at: Place, name: Name, minimum?: number, maximum?: number): void {
  if (!Number.isInteger(value)) expected("a whole number", value, at, name);
  else range(value as number, at, name, minimum, maximum);
}

function range(value: number, at: Place, name: Name, minimum = -Infinity, maximum = Infinity): void {
  if (value < minimum) add(at, name, "minimum", `must be ${minimum} or more`);
  if (value > maximum) add(at, name, "maximum", `must be ${maximum} or less`);
}

/** One of several types, by their names in JSON Schema. */
export function primitive(value: unknown, at: Place, name: Name, types: readonly string[]): void {
  const isAllowed = types.includes(typeof value) && (typeof value !== "number" || Number.isFinite(value));
  if (!isAllowed) expected(`a ${types.join(" or a ")}`, value, at, name);
}

export function literal(value: unknown, at: Place, name: Name, only: string | number | boolean): void {
  if (value !== only) expected(JSON.stringify(only), value, at, name, "const");
}

/** For a success without a body, which is `undefined`, or `null` if Polar sends that. */
export function nothing(value: unknown, at: Place, name: Name): void {
  if (value !== undefined && value !== null) add(at, name, "type", "must be empty");
}

function format(value: unknown, at: Place, name: Name, fits: (value: string) => boolean, what: string): boolean {
  return text(value, at, name) && (fits(value) || add(at, name, "format", `must be ${what}`));
}

export function uuid(value: unknown, at: Place, name: Name): boolean {
  return format(value, at, name, isUuid, "a UUID");
}

export function dateTime(value: unknown, at: Place, name: Name): boolean {
  return format(value, at, name, isDateTime, "a date and time with its offset from UTC (RFC 3339)");
}

export function uri(value: unknown, at: Place, name: Name): boolean {
  return format(value, at, name, isUri, "a complete URL");
}

export function matching(value: unknown, at: Place, name: Name, pattern: RegExp, message = "has the wrong form"): void {
  if (text(value, at, name) && !pattern.test(value)) add(at, name, "pattern", message);
}

export function closedEnum(value: unknown, at: Place, name: Name, values: readonly string[], message?: string): void {
  if (!text(value, at, name) || values.includes(value)) return;
  add(at, name, "enum", message ?? `must be one of ${values.join(", ")}`);
}

export function openEnum(value: unknown, at: Place, name: Name, values: readonly string[]): void {
  if (!text(value, at, name) || values.includes(value)) return;
  add(at, name, "unknown_enum_value", "is not one of the known values");
}

/** A form sends an empty text if nothing was picked. */
export function chosen(value: unknown): unknown {
  return value === "" ? undefined : value;
}

/** Reports the tag of a variant that is not known; a tag that is not a string is a fault, and reported as such. */
export function unknownVariant(tag: unknown, at: Place, name: Name, code: AdditionCode): void {
  if (typeof tag === "string") add(at, name, code, "is not one of the known variants");
}

export function list(value: unknown, at: Place, name: Name, item: Check, minItems = 0): void {
  if (!Array.isArray(value)) return void expected("a list", value, at, name);
  if (value.length < minItems) add(at, name, "min_items", `must have ${minItems} or more entries`);
  const inside = below(at, name);
  for (let index = 0; index < value.length && !isFull(at); index++) item(value[index], inside, index);
}

export function object(value: unknown, at: Place, name: Name): value is Record<string, unknown> {
  return isObject(value) || expected("an object", value, at, name);
}

/** For a request: `JSON.stringify` does not write what the accessors of a class, a Map or FormData hold. */
export function plainObject(value: unknown, at: Place, name: Name): value is Record<string, unknown> {
  return object(value, at, name) && (isPlainObject(value) || expected("a plain object", value, at, name));
}

/** For a request: Polar ignores an unknown member, so that a typo would look like a success. */
export function known(value: object, at: Place, members: readonly string[]): void {
  for (const member of Object.keys(value)) {
    if (isFull(at)) return;
    if (!members.includes(member)) add(at, member, "unknown_member", `is unknown; known are ${members.join(", ")}`);
  }
}

export function forbidden(value: unknown, at: Place, name: Name, required: readonly string[]): void {
  if (value !== undefined) add(at, name, "forbidden_member", `cannot be sent together with ${required.join(", ")}`);
}

export function oneRequired(at: Place, names: readonly string[]): void {
  add(at, names[0] ?? "", "missing", `is required, unless ${names.slice(1).join(" or ")} is given`);
}

/** An object with any members, each to be checked by `member`. */
export function record(value: unknown, at: Place, name: Name, member?: Check): void {
  if (!object(value, at, name) || !member) return;
  const inside = below(at, name);
  for (const key of Object.keys(value)) {
    if (isFull(at)) return;
    member(value[key], inside, key);
  }
}
