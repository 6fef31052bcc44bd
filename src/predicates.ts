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

export function matches(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}

/** A copy that inherits nothing: a polluted `Object.prototype` has no say in what is read from it. */
export function withoutPrototype<Value extends object>(value: Value): Value {
  return Object.assign(Object.create(null) as Value, value);
}
