import { formatPointer } from "./pointer.js";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is an object, otherwise an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A value as text: a string as it is, another as JSON, nothing as the empty string. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** The objects of a list; none if the value is no list. */
export function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A member of the object itself, whatever its name: not what every object inherits. */
export function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a member of the object itself, even `__proto__`. */
export function setOwn(object: JsonObject, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

/** The same members with other values. */
export function mapValues(object: JsonObject, change: (value: Json, name: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}

/** What the tokens lead to; undefined if they lead nowhere. */
export function valueAt(root: Json, tokens: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const token of tokens) {
    if (Array.isArray(value)) value = value[Number(token)];
    else if (isObject(value)) value = own(value, token);
    else return undefined;
  }
  return value;
}

/** Puts a value where the tokens lead, or removes what is there. The holder must exist. */
export function setAt(root: JsonObject, tokens: readonly string[], value: Json | undefined): void {
  const holder = valueAt(root, tokens.slice(0, -1));
  const last = tokens.at(-1);
  if (!isObject(holder) || last === undefined) throw new Error(`nothing holds ${formatPointer(tokens)}`);
  if (value === undefined) delete holder[last];
  else setOwn(holder, last, value);
}
