import { CannotCompareError, isObject, objectOf, own, setOwn, textOf, type Json, type JsonObject } from "./json.js";

/** Follows a reference, and keeps in mind which component a canonical value was made from. */
export interface Components {
  follow(reference: string): Json;
  /** Called for each schema: a small document can hold very many, when they refer to one another. */
  count(): void;
  remember(value: JsonObject, references: readonly string[]): void;
  referencesOf(value: JsonObject): readonly string[];
}

const maxReferences = 64;

/** Words for people and for generators: they change nothing that is sent. */
const annotations = new Set(
  "title description summary example examples default readOnly writeOnly externalDocs discriminator tags $comment".split(
    " ",
  ),
);

export function withoutAnnotations(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !annotations.has(key) && !key.startsWith("x-")));
}

/**
 * The one spelling of a schema: references are inlined, a list that is a set becomes a map, unions lie flat and are keyed by what
 * tells their variants apart, and `required` stands on the member (as a parameter has it), so that one pointer names one fact.
 */
export function canonicalSchema(value: Json, components: Components, open: readonly string[] = []): JsonObject {
  components.count();
  if (!isObject(value)) return value === false ? { not: {} } : {};
  const { $ref: reference, ...siblings } = value;
  if (typeof reference !== "string") return canonicalKeywords(value, components, open);
  // A schema inside itself: how far up it is says the same for any name.
  if (open.includes(reference)) return { "x-recursion": open.length - open.indexOf(reference) };
  if (open.length === maxReferences) throw new CannotCompareError(`references lie more than ${maxReferences} deep`);
  const target = objectOf(components.follow(reference));
  const result = canonicalSchema({ ...target, ...siblings }, components, [...open, reference]);
  components.remember(result, [reference, ...components.referencesOf(result)]);
  return result;
}

function canonicalKeywords(value: JsonObject, components: Components, open: readonly string[]): JsonObject {
  const nested = (schema: Json): JsonObject => canonicalSchema(schema, components, open);
  const { allOf, anyOf, oneOf, properties, required, ...rest } = withoutAnnotations(value);
  if (anyOf && oneOf) throw new CannotCompareError("a schema has both anyOf and oneOf");
  if (Array.isArray(allOf) && allOf.length === 1) {
    return nested({ ...objectOf(allOf[0]), ...withoutAnnotations(value), allOf: objectOf(allOf[0])["allOf"] ?? [] });
  }
  const result = canonicalValues(rest);
  for (const keyword of ["items", "additionalProperties", "not"]) {
    const schema = result[keyword];
    if (schema !== undefined) result[keyword] = nested(schema);
  }
  // What is neither named nor forbidden is allowed anyhow.
  if (isObject(result["additionalProperties"]) && Object.keys(result["additionalProperties"]).length === 0) {
    delete result["additionalProperties"];
  }
  if (Array.isArray(allOf) && allOf.length > 1) result["allOf"] = allOf.map(nested);
  if (properties || required || result["type"] === "object") {
    result["properties"] = canonicalMembers(objectOf(properties), Array.isArray(required) ? required : [], nested);
  }
  const union = anyOf ?? oneOf;
  return Array.isArray(union) ? canonicalUnion(union.map(nested), result, components) : result;
}

function canonicalMembers(
  properties: JsonObject,
  required: readonly Json[],
  nested: (schema: Json) => JsonObject,
): JsonObject {
  const names = new Set([...Object.keys(properties), ...required.map(String)]);
  const members = [...names].map((name) => {
    const member = nested(own(properties, name) ?? {});
    // Changed in place: a copy would no longer be known as the component that it was made from.
    if (required.includes(name)) member["required"] = true;
    return [name, member] as const;
  });
  return sorted(Object.fromEntries(members));
}

function canonicalValues({ type, format, enum: values, const: constant, ...rest }: JsonObject): JsonObject {
  const result: JsonObject = { ...rest };
  const allowed = Array.isArray(values) ? values : constant === undefined ? undefined : [constant];
  const types = type === undefined ? allowed?.map(typeOf) : [type].flat();
  // A list and a type allow what both allow: null is allowed only where neither leaves it out.
  const isNullable = types?.includes("null") === true && (allowed?.includes(null) ?? true);
  if (types) {
    const kept = [...new Set(types)].filter((one) => one !== "null" || isNullable);
    result["type"] = kept.length === 1 ? (kept[0] ?? null) : byText(kept);
  }
  // uuid4 is Polar's own word, and no registered format.
  if (format !== undefined) result["format"] = format === "uuid4" ? "uuid" : format;
  if (allowed) result["enum"] = byText(allowed.filter((value) => value !== null || isNullable));
  return result;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** `anyOf` and `oneOf` say the same to who tells variants apart by their constants; unions in unions are one. */
function canonicalUnion(members: readonly JsonObject[], siblings: JsonObject, components: Components): JsonObject {
  const flat = members.flatMap((member) => {
    const { anyOf, ...rest } = member;
    return isObject(anyOf) && Object.keys(rest).length === 0 ? Object.values(anyOf).map(objectOf) : [member];
  });
  const typesOnly = flat.every((member) => Object.keys(member).join() === "type");
  if (typesOnly) return canonicalValues({ ...siblings, type: flat.flatMap((member) => member["type"] ?? []) });
  const variants = flat.filter((member) => member["type"] !== "null");
  const isNullable = variants.length < flat.length;
  const [first] = variants;
  if (first && variants.length === 1) {
    const only = { ...siblings, ...first };
    const result = isNullable ? nullable(only) : only;
    components.remember(result, components.referencesOf(first));
    return result;
  }
  return { ...siblings, anyOf: labelled(flat) };
}

function nullable({ type, enum: values, ...rest }: JsonObject): JsonObject {
  return canonicalValues({
    ...rest,
    ...(type !== undefined && { type: [type, "null"].flat() }),
    ...(Array.isArray(values) && { enum: [...values, null] }),
  });
}

function labelled(variants: readonly JsonObject[]): JsonObject {
  const result: JsonObject = {};
  for (const variant of byText(variants)) {
    const label = labelOf(variant);
    let key = label;
    for (let count = 2; Object.hasOwn(result, key); count++) key = `${label} ${count}`;
    setOwn(result, key, variant);
  }
  return sorted(result);
}

/** `amount_type=fixed`: the constants that a variant always carries; its type where it has none. */
function labelOf(variant: JsonObject): string {
  const constants = Object.entries(objectOf(variant["properties"])).flatMap(([name, schema]) => {
    const { required, enum: values } = objectOf(schema);
    return required === true && Array.isArray(values) && values.length === 1 ? [`${name}=${textOf(values[0])}`] : [];
  });
  return constants.join("&") || [variant["type"] ?? "any"].flat().map(textOf).join("|");
}

/** A copy of `published` in which a schema is a union of one where `ours` is a union of several: the rest are then missing variants. */
export function alignUnions(ours: JsonObject, published: JsonObject): JsonObject {
  // A member may be called `anyOf` too, but its schema holds more than objects.
  const isUnion = isObject(ours["anyOf"]) && Object.values(ours["anyOf"]).every(isObject);
  if (isUnion && !published["anyOf"] && Object.keys(published).length > 0) {
    const { required, ...variant } = published;
    const union = { ...(required !== undefined && { required }), anyOf: labelled([variant]) };
    return alignUnions(ours, union);
  }
  return Object.fromEntries(
    Object.entries(published).map(([key, value]) => {
      const mine = own(ours, key);
      return [key, isObject(mine) && isObject(value) ? alignUnions(mine, value) : structuredClone(value)];
    }),
  );
}

function byText<T extends Json>(values: readonly T[]): T[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
