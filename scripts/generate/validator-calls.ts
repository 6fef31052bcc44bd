import { componentName, type Schema } from "../contract/document.js";

/** Keywords that say nothing about a value, or are read before a schema comes here. */
const annotations = new Set(["type", "description", "deprecated", "examples", "x-subdivisions"]);
const formats: Record<string, string> = { uuid: "uuid", "date-time": "dateTime", uri: "uri" };
/** Beyond this a list of values is no message for people. */
const longestEnum = 20;

/** The check of a schema without its `null`, and whether it had one. */
export function renderNullable(schema: Schema, value: string, name: string): { check: string; isNullable: boolean } {
  const all = schema.anyOf ?? [schema.type ?? []].flat().map((type) => Object.assign({}, schema, { type }));
  if (schema.anyOf) assertKeywords(schema, ["anyOf"]);
  if (all.length === 0) return { check: renderCall(schema, value, name), isNullable: false };
  const alternatives = all.filter(({ type }) => type !== "null");
  const [only, ...others] = alternatives;
  if (!only) throw new Error(`validators: only null fits ${JSON.stringify(schema)}`);
  const check = others.length > 0 ? renderPrimitives(alternatives, value, name) : renderCall(only, value, name);
  return { check, isNullable: alternatives.length < all.length };
}

/** A union in place: of strings, numbers and booleans without further rules, because other kinds need a name to tell them apart. */
function renderPrimitives(alternatives: readonly Schema[], value: string, name: string): string {
  const types = alternatives.map((schema) => {
    assertKeywords(schema, []);
    if (!["string", "number", "integer", "boolean"].includes(String(schema.type)))
      throw new Error(`validators: give the union a name, or its variant a type: ${JSON.stringify(schema)}`);
    return schema.type;
  });
  // A number may be any, and a whole one alone would need a rule of its own.
  if (types.includes("integer") && !types.includes("number"))
    throw new Error("validators: a union of integers and others needs number too");
  const known = types.filter((type) => type !== "integer");
  return `rules.primitive(${value}, at, ${name}, ${JSON.stringify(known)})`;
}

/** Renders a call of a rule, with further arguments for the rule. */
type Call = (rule: string, ...more: (string | number | undefined)[]) => string;

export function callOn(value: string, name: string): Call {
  return (rule, ...more) => {
    const end = more.findLastIndex((argument) => argument !== undefined) + 1;
    return `${rule}(${[value, "at", name, ...more.slice(0, end).map(String)].join(", ")})`;
  };
}

/** A call that checks the expression `value`, at the expression `name` of `at`, against a schema that is not nullable. */
export function renderCall(schema: Schema, value: string, name: string): string {
  const call = callOn(value, name);
  const only = (...keywords: string[]): void => assertKeywords(schema, keywords);
  if (schema.$ref !== undefined) {
    only("$ref");
    return call(nameOf(schema));
  }
  if (schema.const !== undefined) {
    only("const");
    return call("rules.literal", JSON.stringify(schema.const));
  }
  if (schema.enum) return renderEnum(schema, JSON.stringify(schema.enum), call);
  switch (schema.type) {
    case "string":
      return renderText(schema, call);
    case "boolean":
      only();
      return call("rules.flag");
    case "number":
      only("minimum", "maximum");
      return call("rules.number", schema.minimum, schema.maximum);
    case "integer":
      only("minimum", "exclusiveMinimum", "maximum");
      return call("rules.integer", leastOf(schema), schema.maximum);
    case "array":
      only("items", "minItems");
      return call("rules.list", renderItem(schema.items), schema.minItems);
    case "object":
      only("additionalProperties");
      return call(
        "rules.record",
        schema.additionalProperties === true ? undefined : renderItem(schema.additionalProperties),
      );
    default:
      throw new Error(`validators: no rule for ${JSON.stringify(schema)}`);
  }
}

/** Of the expression `values`. */
export function renderEnum(schema: Schema, values: string, call: Call): string {
  assertKeywords(schema, ["enum", "x-open-enum", "x-message"]);
  const { enum: known = [], "x-message": message } = schema;
  if (schema.type !== "string") throw new Error(`validators: ${values} is not an enum of strings`);
  if (schema["x-open-enum"] === true) return call("rules.openEnum", values);
  if (message === undefined && known.length > longestEnum)
    throw new Error(`validators: ${values} needs an x-message, because its values are too many to list`);
  return call("rules.closedEnum", values, message && JSON.stringify(message));
}

function renderText(schema: Schema, call: Call): string {
  assertKeywords(schema, ["format", "pattern", "x-message"]);
  const { format, pattern, "x-message": message } = schema;
  const checks: string[] = [];
  if (format !== undefined) {
    const rule = formats[format];
    if (rule === undefined) throw new Error(`validators: no rule for the format ${format}`);
    checks.push(call(`rules.${rule}`));
  }
  if (pattern !== undefined) {
    const form = String(new RegExp(pattern, "u"));
    checks.push(call("rules.matching", form, message && JSON.stringify(message)));
  } else if (message !== undefined) {
    throw new Error(`validators: ${JSON.stringify(schema)} has an x-message, but no pattern`);
  }
  // A text that is refused by one needs no second issue.
  return checks.join(" && ") || call("rules.text");
}

function leastOf({ minimum, exclusiveMinimum }: Schema): number | undefined {
  return exclusiveMinimum === undefined ? minimum : Math.max(exclusiveMinimum + 1, minimum ?? -Infinity);
}

/** A function that checks one entry of a list or of a free-form object. */
function renderItem(schema: Schema | boolean | undefined): string {
  if (typeof schema !== "object") throw new Error("validators: a list or an object without the form of its entries");
  const { check, isNullable } = renderNullable(schema, "value", "name");
  const bare = /^([\w.]+)\(value, at, name\)$/.exec(check)?.[1];
  if (bare !== undefined && !isNullable) return bare;
  return `(value, at, name) => ${isNullable ? "value === null || " : ""}${check}`;
}

/** The name of the component that a reference leads to. */
export function nameOf(schema: Schema): string {
  const name = componentName(schema) ?? "";
  if (!/^[A-Z]\w*$/.test(name))
    throw new Error(`validators: ${schema.$ref ?? JSON.stringify(schema)} needs a name in PascalCase`);
  return name;
}

export function assertKeywords(schema: Schema, known: readonly string[]): void {
  const unknown = Object.keys(schema).filter((keyword) => !known.includes(keyword) && !annotations.has(keyword));
  if (unknown.length > 0) throw new Error(`validators: no rule for ${unknown.join(", ")} in ${JSON.stringify(schema)}`);
}
