/** What `JSON.parse` gives: its members can be read safely, even of text and numbers, once `null` is ruled out. */
export type Json = Readonly<Record<string, unknown>> | null | undefined;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether JSON would carry the whole of an object: no class, whose accessors it would drop. Objects of another realm are plain too. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

export function matches(value: unknown, form: RegExp): value is string {
  return isString(value) && form.test(value);
}

export function isVersion(value: unknown): value is string {
  return matches(value, /^\d{4}-\d{2}$/);
}

/** Whether a text looks like a name in code, such as `line1`. What does not may be somebody's data, and is not shown. */
export function isName(value: unknown): value is string {
  return matches(value, /^[A-Za-z_]{1,64}\d?$/);
}
