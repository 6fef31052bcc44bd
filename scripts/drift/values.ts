import { textOf, type Json, type JsonObject } from "../contract/json.js";

// A keyword says nothing about a value of another type.
const keywordsOfTypes: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength", "pattern"],
  "integer number": ["minimum", "maximum", "multipleOf"],
  array: ["minItems", "maxItems", "uniqueItems"],
  object: ["minProperties", "maxProperties"],
};

/** The one spelling of what a schema says without schemas in it. */
export function canonicalValues({ type, format, enum: values, const: constant, ...rest }: JsonObject): JsonObject {
  const result: JsonObject = { ...rest };
  const constants = constant === undefined ? undefined : [constant];
  // Both apply, if both are there.
  const allowed = Array.isArray(values) ? values.filter((value) => constants?.includes(value) ?? true) : constants;
  const types = type === undefined ? allowed?.map(typeOf) : [type].flat();
  // A list and a type allow what both allow: null is allowed only if neither leaves it out.
  const isNullable = types?.includes("null") === true && (allowed?.includes(null) ?? true);
  if (types) {
    const kept = [...new Set(types)].filter((one) => one !== "null" || isNullable);
    result["type"] = kept.length === 1 ? (kept[0] ?? null) : byText(kept);
    if (kept.includes("integer") && !kept.includes("number")) includeLimits(result);
    for (const [owners, keywords] of Object.entries(keywordsOfTypes)) {
      if (!kept.some((one) => owners.includes(textOf(one)))) for (const keyword of keywords) delete result[keyword];
    }
  }
  // uuid4 is Polar's own word, not a registered format.
  if (format !== undefined) result["format"] = format === "uuid4" ? "uuid" : format;
  if (allowed) result["enum"] = byText(allowed.filter((value) => value !== null || isNullable));
  return result;
}

/** More than 0 is, of integers, at least 1. */
function includeLimits(result: JsonObject): void {
  const { exclusiveMinimum: above, exclusiveMaximum: below, minimum = -Infinity, maximum = Infinity } = result;
  if (typeof above === "number") result["minimum"] = Math.max(Number(minimum), Math.floor(above) + 1);
  if (typeof below === "number") result["maximum"] = Math.min(Number(maximum), Math.ceil(below) - 1);
  delete result["exclusiveMinimum"];
  delete result["exclusiveMaximum"];
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

export function byText<T extends Json>(values: readonly T[]): T[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
