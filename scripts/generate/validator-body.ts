import type { Schema } from "../contract/document.js";
import { schemaConstantName } from "./names.js";

/** A schema with the keywords that the validators know; `assertKeywords` refuses every other. */
export interface KnownSchema extends Schema {
  $ref?: string;
  type?: string | string[];
  anyOf?: KnownSchema[];
  properties?: Record<string, KnownSchema>;
  required?: string[];
  items?: KnownSchema;
  minItems?: number;
  additionalProperties?: boolean | KnownSchema;
  format?: string;
  pattern?: string;
  minimum?: number;
  const?: string | number | boolean;
}

export type Schemas = Record<string, KnownSchema>;
type Argument = string | number | undefined;

const annotations = new Set(["type", "description", "deprecated", "examples"]);
const formats: Record<string, string> = { uuid: "uuid", "date-time": "dateTime", uri: "uri" };
/** The unions that are open to kinds which Polar adds, with the code that reports an unknown kind. */
const openUnions: Record<string, string> = { ProductPrice: "unknown_price_kind" };

/** The name of the component that a reference leads to. */
export function nameOf({ $ref }: KnownSchema): string {
  const name = $ref?.split("/").at(-1) ?? "";
  if (!/^[A-Z]\w*$/.test(name))
    throw new Error(`validators: ${$ref ?? "a schema in place"} needs a name in PascalCase`);
  return name;
}

/** The statements that check `value`, at `name` of `at`, against a named schema. */
export function renderBody(name: string, schemas: Schemas): string {
  const schema = schemas[name] ?? {};
  if (schema.enum) return `  ${renderEnum(name, schema)};\n`;
  if (schema.anyOf) return renderUnion(name, schema, schemas);
  if (schema.properties) return renderObject(schema);
  return `  ${renderCheck(schema, "value", "name")};\n`;
}

function renderEnum(name: string, schema: KnownSchema): string {
  assertKeywords(schema, ["enum", "x-open-enum"]);
  if (schema.type !== "string") throw new Error(`validators: the enum ${name} is no string`);
  const rule = schema["x-open-enum"] === true ? "openEnum" : "closedEnum";
  return `rules.${rule}(value, at, name, constants.${schemaConstantName(name, "Values")})`;
}

function renderObject(schema: KnownSchema): string {
  assertKeywords(schema, ["properties", "required"]);
  const members = Object.entries(schema.properties ?? {}).map(([member, memberSchema]) => {
    const key = JSON.stringify(member);
    const { check, isNullable } = renderNullable(memberSchema, `value[${key}]`, key);
    const skipped = [...(isNullable ? ["null"] : []), ...(schema.required?.includes(member) ? [] : ["undefined"])];
    const conditions = skipped.map((value) => `value[${key}] !== ${value}`).join(" && ");
    return `  ${conditions && `if (${conditions}) `}${check};\n`;
  });
  return `  if (!rules.object(value, at, name)) return;\n  at = rules.below(at, name);\n${members.join("")}`;
}

/** A union by a member whose `const` tells the kinds apart, with one kind for all the others. */
function renderUnion(name: string, schema: KnownSchema, schemas: Schemas): string {
  assertKeywords(schema, ["anyOf"]);
  const code = openUnions[name];
  if (code === undefined) throw new Error(`validators: do not know how to report an unknown kind of ${name}`);
  const kinds = (schema.anyOf ?? []).map((kind) => {
    const kindName = nameOf(kind);
    return { name: kindName, members: schemas[kindName]?.properties ?? {} };
  });
  const tag = Object.keys(kinds[0]?.members ?? {}).find(
    (member) => kinds[0]?.members[member]?.type === "string" && kinds[0].members[member].const !== undefined,
  );
  const others = kinds.filter(({ members }) => members[tag ?? ""]?.const === undefined);
  const [other] = others;
  if (tag === undefined || !other || others.length > 1)
    throw new Error(`validators: ${name} needs a const in each kind but one`);
  const pattern = new RegExp(other.members[tag]?.pattern ?? "", "u");
  const cases = kinds.flatMap(({ name: kindName, members }) => {
    const value = members[tag]?.const;
    if (value === undefined) return [];
    // Else a faulty known kind would pass for an unknown one.
    if (pattern.test(String(value))) throw new Error(`validators: ${other.name} takes ${JSON.stringify(value)} too`);
    return [`    case ${JSON.stringify(value)}:\n      return ${kindName}(value, at, name);\n`];
  });
  const key = JSON.stringify(tag);
  return `  if (!rules.object(value, at, name)) return;
  switch (value[${key}]) {
${cases.join("")}  }
  ${other.name}(value, at, name);
  rules.unknownKind(value[${key}], rules.below(at, name), ${key}, ${JSON.stringify(code)});
`;
}

/** The check of a schema without its `null`, and whether it had one. */
function renderNullable(schema: KnownSchema, value: string, name: string): { check: string; isNullable: boolean } {
  const types = [schema.type ?? []].flat();
  if (schema.anyOf) {
    assertKeywords(schema, ["anyOf"]);
    const others = schema.anyOf.filter(({ type }) => type !== "null");
    if (others.length !== 1 || !others[0]) throw new Error("validators: give the union a name");
    return { check: renderCheck(others[0], value, name), isNullable: others.length < schema.anyOf.length };
  }
  const others = types.filter((type) => type !== "null");
  if (others.length > 1) throw new Error(`validators: ${types.join(" or ")} in one schema`);
  const [type] = others;
  const bare = type === undefined ? schema : { ...schema, type };
  return { check: renderCheck(bare, value, name), isNullable: others.length < types.length };
}

/** A call that checks the expression `value`, at the expression `name` of `at`, against a schema that is not nullable. */
function renderCheck(schema: KnownSchema, value: string, name: string): string {
  const call = (rule: string, ...rest: Argument[]): string =>
    `${rule}(${[value, "at", name, ...rest.filter((argument) => argument !== undefined)].join(", ")})`;
  const only = (...keywords: string[]): void => assertKeywords(schema, keywords);
  if (schema.$ref !== undefined) {
    only("$ref");
    return call(nameOf(schema));
  }
  if (schema.const !== undefined) {
    only("const");
    return call("rules.literal", JSON.stringify(schema.const));
  }
  switch (schema.type) {
    case "string":
      return renderText(schema, call);
    case "boolean":
      only();
      return call("rules.flag");
    case "number":
      only();
      return call("rules.number");
    case "integer":
      only("minimum");
      return call("rules.integer", schema.minimum);
    case "array":
      only("items", "minItems");
      return call("rules.list", renderItem(schema.items), schema.minItems);
    case "object":
      only("additionalProperties");
      return call("rules.record", renderItem(schema.additionalProperties));
    default:
      throw new Error(`validators: no rule for ${JSON.stringify(schema)}`);
  }
}

function renderText(schema: KnownSchema, call: (rule: string, ...rest: Argument[]) => string): string {
  const { format, pattern } = schema;
  if (format !== undefined) {
    assertKeywords(schema, ["format"]);
    const rule = formats[format];
    if (rule === undefined) throw new Error(`validators: no rule for the format ${format}`);
    return call(`rules.${rule}`);
  }
  assertKeywords(schema, ["pattern"]);
  return pattern === undefined ? call("rules.text") : call("rules.matching", String(new RegExp(pattern, "u")));
}

/** A function that checks one entry of a list or a free-form object; none where any entry will do. */
function renderItem(schema: KnownSchema | boolean | undefined): string | undefined {
  if (schema === undefined || schema === true) return undefined;
  if (schema === false) throw new Error("validators: objects are open");
  const { check, isNullable } = renderNullable(schema, "value", "name");
  const bare = /^([\w.]+)\(value, at, name\)$/.exec(check)?.[1];
  if (bare !== undefined && !isNullable) return bare;
  return `(value, at, name) => ${isNullable ? "value === null || " : ""}${check}`;
}

function assertKeywords(schema: KnownSchema, known: readonly string[]): void {
  const unknown = Object.keys(schema).filter((keyword) => !known.includes(keyword) && !annotations.has(keyword));
  if (unknown.length > 0) throw new Error(`validators: no rule for ${unknown.join(", ")} in ${JSON.stringify(schema)}`);
}
