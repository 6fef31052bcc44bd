export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** What cannot be compared: the command says the message in one line and ends with 2. */
export class CannotCompareError extends Error {
  override readonly name = "CannotCompareError";
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value where it is an object; an empty one where it is not. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A value as text: a string as it is, another as JSON, nothing as the empty string. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** The objects of a list; none where the value is no list. */
export function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function formatPointer(tokens: readonly string[]): string {
  return tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** What the tokens lead to; undefined where they lead nowhere. */
export function valueAt(root: Json, tokens: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const token of tokens) {
    if (Array.isArray(value)) value = value[Number(token)];
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** Puts a value where the tokens lead, or takes away what is there. The holder must exist. */
export function setAt(root: JsonObject, tokens: readonly string[], value: Json | undefined): void {
  const holder = valueAt(root, tokens.slice(0, -1));
  const last = tokens.at(-1);
  if (!isObject(holder) || last === undefined) throw new Error(`nothing holds ${formatPointer(tokens)}`);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}
