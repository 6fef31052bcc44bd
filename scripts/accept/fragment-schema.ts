import { isDeepStrictEqual } from "node:util";
import { parsePointer } from "../contract/document.js";
import type { Canonical } from "../drift/canonical.js";
import { isObject, objectOf, textOf, valueAt, type Json, type JsonObject } from "../contract/json.js";
import { byText } from "../drift/values.js";

/** What lint refuses until a person has written a description in its place. */
export const placeholder = "TODO describe";

/** A canonical schema of an answer in the idiom of the fragment: no words but the placeholder, its own components by reference. */
export function fragmentSchema(value: JsonObject, { tree, positions }: Canonical, folder: string): JsonObject {
  const write = (schema: JsonObject): JsonObject => {
    const { required: _, ...bare } = schema;
    const [name, isNullable] = componentFor(bare, tree, positions);
    if (name === undefined) return inPlace(bare, write);
    const reference = { $ref: `${folder}${name}.yaml` };
    return isNullable ? { anyOf: [reference, { type: "null" }] } : reference;
  };
  return write(value);
}

/** The component that says just this, or this but for `null`. One that is a mere type is not worth a reference. */
function componentFor(
  schema: JsonObject,
  tree: JsonObject,
  positions: Canonical["positions"],
): [name: string | undefined, isNullable?: boolean] {
  if (!schema["properties"] && !schema["enum"] && !schema["anyOf"]) return [undefined];
  for (const [component, [position = ""]] of positions) {
    const [, kind, name] = parsePointer(component);
    const { required: _, ...theirs } = objectOf(valueAt(tree, parsePointer(position)));
    if (kind !== "schemas") continue;
    if (isDeepStrictEqual(schema, theirs)) return [name, false];
    if (isDeepStrictEqual(schema, withNull(theirs))) return [name, true];
  }
  return [undefined];
}

function withNull(schema: JsonObject): JsonObject {
  const types = [schema["type"] ?? []].flat();
  const { enum: values } = schema;
  return { ...schema, type: byText(["null", ...types]), ...(Array.isArray(values) && { enum: [...values, null] }) };
}

function inPlace(schema: JsonObject, write: (schema: JsonObject) => JsonObject): JsonObject {
  const { type, enum: values, properties, items, additionalProperties, anyOf, ...rest } = schema;
  const members = Object.entries(objectOf(properties));
  const required = members.flatMap(([name, member]) => (objectOf(member)["required"] === true ? [name] : []));
  const described = members.map(([name, member]) => [
    name,
    { ...write(objectOf(member)), description: `${placeholder} this.` },
  ]);
  const types = [type ?? []].flat().toSorted((a, b) => Number(a === "null") - Number(b === "null"));
  return {
    ...(types.length > 0 && { type: types.length === 1 ? (types[0] ?? null) : types }),
    ...valuesOf(values),
    ...rest,
    ...(required.length > 0 && { required }),
    ...(members.length > 0 && { properties: Object.fromEntries(described) as JsonObject }),
    ...(isObject(items) && { items: write(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: write(additionalProperties) }),
    ...(isObject(properties) && members.length === 0 && !additionalProperties && { additionalProperties: true }),
    ...(isObject(anyOf) && { anyOf: Object.values(anyOf).map((variant) => write(objectOf(variant))) }),
  };
}

function valuesOf(values: Json | undefined): JsonObject {
  if (!Array.isArray(values)) return {};
  return values.length === 1 ? { const: values[0] ?? null } : { enum: values, "x-open-enum": true };
}

/** A value that fits a canonical schema, for the named example that each answer needs. */
export function sampleOf(schema: JsonObject): Json {
  const { type, enum: values, properties, anyOf, format } = schema;
  if (Array.isArray(values)) return values[0] ?? null;
  if (isObject(anyOf)) return sampleOf(objectOf(Object.values(anyOf)[0]));
  const members = Object.entries(objectOf(properties)).filter(([, member]) => objectOf(member)["required"] === true);
  const samples: Readonly<Record<string, Json>> = {
    object: Object.fromEntries(members.map(([name, member]) => [name, sampleOf(objectOf(member))])),
    array: [],
    string:
      format === "uuid" ? "00000000-0000-4000-8000-000000000000" : format === "date-time" ? "2026-10-01T00:00:00Z" : "",
    integer: Number(schema["minimum"] ?? 0),
    number: Number(schema["minimum"] ?? 0),
    boolean: true,
  };
  return samples[textOf([type ?? []].flat().find((one) => one !== "null"))] ?? null;
}
