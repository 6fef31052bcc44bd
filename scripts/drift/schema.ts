import { isDeepStrictEqual } from "node:util";
import { CannotCompareError } from "../contract/cannot-compare.js";
import { isObject, mapValues, objectOf, own, setOwn, type Json, type JsonObject } from "../contract/json.js";
import { canonicalUnion } from "./union.js";
import { canonicalValues, sorted } from "./values.js";

/** Follows a reference, and keeps in mind which component a canonical value was made from. */
export interface Components {
  /** Whether the schema is of a request: there, `default` and `readOnly` say what is taken. */
  readonly isRequest: boolean;
  follow(reference: string): Json;
  /** Called for each schema: a small document can hold very many if they refer to one another. */
  count(): void;
  remember(value: JsonObject, references: readonly string[]): void;
  referencesOf(value: JsonObject): readonly string[];
}

const maxReferences = 64;

/** Words for people and for generators: they change nothing that is sent. */
const annotations =
  /^(?:title|description|summary|examples?|default|readOnly|writeOnly|externalDocs|discriminator|tags|\$comment|x-.*)$/;

export function withoutAnnotations(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !annotations.test(key)));
}

const ofSchema = /^(?:items|additionalProperties|propertyNames|unevaluated\w+|not|contains|if|then|else)$/;
// For these, an empty schema means the same as none.
const limiting = /^(?:items|additionalProperties|propertyNames|unevaluated\w+)$/;

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
  if (Array.isArray(allOf) && allOf.length === 1 && !properties && !required) {
    return nested({ ...objectOf(allOf[0]), ...value, allOf: objectOf(allOf[0])["allOf"] ?? [] });
  }
  const result = canonicalValues(rest);
  for (const [keyword, held] of Object.entries(result)) {
    if (ofSchema.test(keyword)) result[keyword] = nested(held);
    else if (keyword === "patternProperties") result[keyword] = mapValues(objectOf(held), nested);
    else if (keyword === "prefixItems" && Array.isArray(held)) result[keyword] = held.map(nested);
    else if (JSON.stringify(held).includes('"$ref":'))
      throw new CannotCompareError(`references in the keyword ${keyword} are not followed`);
    if (limiting.test(keyword) && isDeepStrictEqual(result[keyword], {})) delete result[keyword];
  }
  if (components.isRequest) {
    if (value["default"] !== undefined) result["default"] = value["default"];
    if (value["readOnly"] === true) result["readOnly"] = true;
  }
  if (properties || required || [result["type"]].flat().includes("object")) {
    result["properties"] = canonicalMembers(objectOf(properties), Array.isArray(required) ? required : [], nested);
  }
  const whole = Array.isArray(allOf) && allOf.length > 0 ? inherited(allOf.map(nested), result) : result;
  const union = anyOf ?? oneOf;
  return Array.isArray(union) ? canonicalUnion(union.map(nested), whole, components) : whole;
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

/** Schemas that all apply are one list of members if they are no more than members that agree. */
function inherited(bases: readonly JsonObject[], rest: JsonObject): JsonObject {
  const members: JsonObject = {};
  for (const { type = "object", properties, ...others } of [...bases, rest]) {
    if (type !== "object" || Object.keys(others).length > 0) return { ...rest, allOf: [...bases] };
    for (const [name, member] of Object.entries(objectOf(properties))) {
      const known = objectOf(own(members, name));
      const isSame = isDeepStrictEqual({ ...known, required: true }, { ...objectOf(member), required: true });
      if (Object.hasOwn(members, name) && !isSame) return { ...rest, allOf: [...bases] };
      if (known["required"] !== true) setOwn(members, name, member);
    }
  }
  return { type: "object", properties: sorted(members) };
}
