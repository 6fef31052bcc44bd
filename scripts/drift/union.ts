import { isObject, mapValues, objectOf, own, setOwn, textOf, type JsonObject } from "../contract/json.js";
import { isSchemaAt } from "./place.js";
import type { Components } from "./schema.js";
import { byText, canonicalValues, sorted } from "./values.js";

/** `anyOf` and `oneOf` say the same to who tells variants apart by their constants; unions in unions are one. */
export function canonicalUnion(
  members: readonly JsonObject[],
  siblings: JsonObject,
  components: Components,
): JsonObject {
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
    const likes = variants.filter((other) => labelOf(other) === labelOf(variant)).map(requiredOf);
    const distinct = requiredOf(variant).filter((name) => likes.some((names) => !names.includes(name)));
    const label = labelOf(variant) + (distinct.length > 0 ? ` with ${distinct.join(", ")}` : "");
    let key = label;
    for (let count = 2; Object.hasOwn(result, key); count++) key = `${label} ${count}`;
    setOwn(result, key, variant);
  }
  return sorted(result);
}

/** `amount_type=fixed`: the constants that a variant always carries; its type if it has none, and what only it requires. */
function labelOf(variant: JsonObject): string {
  const constants = Object.entries(objectOf(variant["properties"])).flatMap(([name, schema]) => {
    const { required, enum: values } = objectOf(schema);
    return required === true && Array.isArray(values) && values.length === 1 ? [`${name}=${textOf(values[0])}`] : [];
  });
  return constants.join("&") || [variant["type"] ?? "any"].flat().map(textOf).join("|");
}

function requiredOf({ properties }: JsonObject): string[] {
  const members = objectOf(properties);
  return Object.keys(members).filter((name) => objectOf(members[name])["required"] === true);
}

/** A copy of `published` in which a schema is a union of one where `ours` is a union of several: the rest are then missing variants. */
export function alignUnions(ours: JsonObject, published: JsonObject, tokens: readonly string[] = []): JsonObject {
  const isUnion = isSchemaAt(tokens) && isObject(ours["anyOf"]);
  if (isUnion && !published["anyOf"] && Object.keys(published).length > 0) {
    const { required, ...variant } = published;
    const union = { ...(required !== undefined && { required }), anyOf: labelled([variant]) };
    return alignUnions(ours, union, tokens);
  }
  return mapValues(published, (value, key) => {
    const mine = own(ours, key);
    return isObject(mine) && isObject(value) ? alignUnions(mine, value, [...tokens, key]) : structuredClone(value);
  });
}
