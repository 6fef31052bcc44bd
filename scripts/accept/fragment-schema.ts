import { isDeepStrictEqual } from "node:util";
import { formatPointer, parsePointer } from "../contract/pointer.js";
import { isObject, objectOf, own, textOf, valueAt, type Json, type JsonObject } from "../contract/json.js";
import type { Canonical } from "../drift/canonical.js";
import { fromOwner, ownersOf } from "../drift/place.js";
import { byText } from "../drift/values.js";

/** What lint refuses until a person has written a description in its place. */
export const placeholder = "DESCRIBE";

// Other keywords are left to a person: the report lists them as differences.
const kept = new Set(["format", "minimum", "maximum", "deprecated"]);

// The parts of a place that are no names.
const structural = /\/|^(?:paths|components|schemas|responses|properties|schema|content|items)$/;

/** Writes canonical schemas of answers in the idiom of the fragment: its components by reference, a new one for each new object. */
export class SchemaWriter {
  /** The components that are new, by their names. */
  readonly components = new Map<string, JsonObject>();
  readonly #ours: Canonical;
  /** What Polar calls the components, by their places. */
  readonly #names: ReadonlyMap<string, string>;

  constructor(ours: Canonical, live: Canonical) {
    this.#ours = ours;
    this.#names = ownersOf(live.positions);
  }

  /** The schema that stands at the place, to be written into a file from which `folder` leads to the schemas. */
  write(value: Json | undefined, place: readonly string[], folder: string): JsonObject {
    const { required: _, ...schema } = objectOf(value);
    const known = this.#componentFor(schema);
    const types = [schema["type"] ?? []].flat();
    const bare = types.filter((type) => type !== "null");
    const isNew = Object.keys(objectOf(schema["properties"])).length > 0;
    if (known === undefined && !isNew) return this.#inPlace(schema, place, folder);
    const name = known ?? this.#add({ ...schema, type: bare[0] ?? "object" }, place);
    const reference = { $ref: `${folder}${name}.yaml` };
    return bare.length < types.length ? { anyOf: [reference, { type: "null" }] } : reference;
  }

  /** The component that says just this, or this without `null`. A plain type is not worth a reference. */
  #componentFor(schema: JsonObject): string | undefined {
    if (!schema["properties"] && !schema["enum"]) return undefined;
    for (const [component, [position = ""]] of this.#ours.positions) {
      const [, kind, name] = parsePointer(component);
      const { required: _, ...theirs } = objectOf(valueAt(this.#ours.tree, parsePointer(position)));
      if (kind === "schemas" && (isDeepStrictEqual(schema, theirs) || isDeepStrictEqual(schema, withNull(theirs)))) {
        return name;
      }
    }
    return undefined;
  }

  /** A new component, called as Polar calls it, or after the place where it stands. */
  #add(schema: JsonObject, place: readonly string[]): string {
    const polars = this.#names.get(formatPointer(place))?.split("/").at(-1);
    const around = parsePointer(fromOwner(place, this.#names)).filter((token) => !structural.test(token));
    const name = pascalCase(polars ?? around.join("_"));
    let free = name;
    for (let count = 2; this.components.has(free) || this.#ours.positions.has(`/components/schemas/${free}`); count++) {
      free = `${name}${count}`;
    }
    // Its place is taken before it is written, because what it holds may need a name too.
    this.components.set(free, {});
    this.components.set(free, { ...this.#inPlace(schema, place, ""), description: `${placeholder} this.` });
    return free;
  }

  #inPlace(schema: JsonObject, place: readonly string[], folder: string): JsonObject {
    const { type, enum: values, properties, items, additionalProperties } = schema;
    const types = [type ?? []].flat().toSorted((a, b) => Number(a === "null") - Number(b === "null"));
    const members = Object.entries(objectOf(properties));
    const required = members.flatMap(([name, member]) => (objectOf(member)["required"] === true ? [name] : []));
    const described = members.map(([name, member]) => [
      name,
      { ...this.write(member, [...place, "properties", name], folder), description: `${placeholder} this.` },
    ]);
    const nested = (keyword: string, value: JsonObject): JsonObject => this.write(value, [...place, keyword], folder);
    return {
      ...(types.length > 0 && { type: types.length === 1 ? (types[0] ?? null) : types }),
      ...valuesOf(values),
      ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => kept.has(keyword))),
      ...(required.length > 0 && { required }),
      ...(members.length > 0 && { properties: Object.fromEntries(described) as JsonObject }),
      ...(isObject(items) && { items: nested("items", items) }),
      ...(isObject(properties) &&
        members.length === 0 && {
          additionalProperties: isObject(additionalProperties)
            ? nested("additionalProperties", additionalProperties)
            : true,
        }),
    };
  }
}

function withNull(schema: JsonObject): JsonObject {
  const types = [schema["type"] ?? []].flat();
  const { enum: values } = schema;
  return { ...schema, type: byText(["null", ...types]), ...(Array.isArray(values) && { enum: [...values, null] }) };
}

function valuesOf(values: Json | undefined): JsonObject {
  if (!Array.isArray(values)) return {};
  return values.length === 1 ? { const: values[0] ?? null } : { enum: values, "x-open-enum": true };
}

function pascalCase(name: string): string {
  const words = name.split(/[^a-z0-9]+/i).filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("") || "Unnamed";
}

/** A value that fits a canonical schema, for the named example that each answer needs. */
export function sampleOf({ type, enum: values, properties, format, minimum }: JsonObject): Json {
  if (Array.isArray(values)) return values[0] ?? null;
  const members = Object.entries(objectOf(properties)).filter(([, member]) => objectOf(member)["required"] === true);
  const texts: JsonObject = {
    uuid: "00000000-0000-4000-8000-000000000000",
    "date-time": "2026-10-01T00:00:00Z",
    uri: "https://example.com/",
  };
  const samples: JsonObject = {
    object: Object.fromEntries(members.map(([name, member]) => [name, sampleOf(objectOf(member))])),
    array: [],
    string: own(texts, textOf(format)) ?? "text",
    integer: minimum ?? 0,
    number: minimum ?? 0,
    boolean: true,
  };
  return own(samples, textOf([type ?? []].flat().find((one) => one !== "null"))) ?? null;
}
