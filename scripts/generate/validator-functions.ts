import { isForbidden, type Schema } from "../contract/document.js";
import { schemaConstantName } from "./names.js";
import { assertKeywords, callOn, nameOf, renderCall, renderEnum, renderNullable } from "./validator-calls.js";

type Schemas = Readonly<Record<string, Schema>>;

/** A function that checks `value`, at `name` of `at`, against a named schema; the objects of a request are closed. */
export function renderFunction(name: string, schemas: Schemas, isRequest: boolean): string {
  return `function ${name}(value: unknown, at: Place, name: Name): void {\n${renderBody(name, schemas, isRequest)}}\n`;
}

function renderBody(name: string, schemas: Schemas, isRequest: boolean): string {
  const schema = schemas[name] ?? {};
  if (schema.anyOf ?? schema.oneOf) return renderUnion(name, schema, schemas, isRequest);
  if (schema.properties) return renderObject(schema, schemas, isRequest);
  if (!schema.enum) return `  ${renderCall(schema, "value", "name")};\n`;
  const values = `constants.${schemaConstantName(name, "Values")}`;
  return `  ${renderEnum(schema, values, callOn("value", "name"))};\n`;
}

function renderObject(schema: Schema, schemas: Schemas, isRequest: boolean): string {
  const isClosed = schema.additionalProperties === false;
  if (isClosed && !isRequest) throw new Error("validators: the objects of a response are open");
  assertKeywords(schema, ["properties", "required", ...(isClosed ? ["additionalProperties"] : [])]);
  const { properties = {}, required = [] } = schema;
  const members = Object.entries(properties).map(([member, memberSchema]) => {
    const key = JSON.stringify(member);
    if (isForbidden(memberSchema))
      return `  rules.forbidden(value[${key}], at, ${key}, ${JSON.stringify(required)});\n`;
    const isRequired = required.includes(member);
    const value =
      isRequest && isRequired && isChoice(memberSchema, schemas) ? `rules.chosen(value[${key}])` : `value[${key}]`;
    const { check, isNullable } = renderNullable(memberSchema, value, key);
    const skipped = [...(isNullable ? ["null"] : []), ...(isRequired ? [] : ["undefined"])];
    const conditions = skipped.map((nothing) => `value[${key}] !== ${nothing}`).join(" && ");
    return `  ${conditions && `if (${conditions}) `}${check};\n`;
  });
  const known = isRequest ? `  rules.known(value, at, ${JSON.stringify(Object.keys(properties))});\n` : "";
  return `${renderObjectCheck(isRequest)}  at = below(at, name);\n${known}${members.join("")}`;
}

function renderObjectCheck(isRequest: boolean): string {
  return `  if (!rules.${isRequest ? "plainObject" : "object"}(value, at, name)) return;\n`;
}

/** Whether a form offers the values, so that an empty text means that none was picked. */
function isChoice(schema: Schema, schemas: Schemas): boolean {
  const { enum: values, "x-open-enum": isOpen } = schema.$ref === undefined ? schema : (schemas[nameOf(schema)] ?? {});
  return values !== undefined && isOpen !== true;
}

interface Variant {
  readonly name: string;
  readonly members: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

function renderUnion(name: string, schema: Schema, schemas: Schemas, isRequest: boolean): string {
  assertKeywords(schema, ["anyOf", "oneOf", "x-open-union"]);
  const variants = (schema.anyOf ?? schema.oneOf ?? []).map((variant): Variant => {
    const variantName = nameOf(variant);
    const { properties = {}, required = [] } = schemas[variantName] ?? {};
    return { name: variantName, members: properties, required };
  });
  const check = renderObjectCheck(isRequest);
  const code = schema["x-open-union"];
  return check + (code === undefined ? renderByMember(name, variants) : renderByTag(name, variants, code));
}

/** Variants told apart by a member that each of them requires and all others forbid. */
function renderByMember(name: string, variants: readonly Variant[]): string {
  const keys = variants.map((variant) => {
    const others = variants.filter((other) => other !== variant);
    const own = variant.required.filter((member) => others.every(({ members }) => isForbidden(members[member] ?? {})));
    if (own.length !== 1)
      throw new Error(`validators: ${name} needs an x-open-union, or a member in each variant that the others forbid`);
    return String(own);
  });
  const cases = variants.map((variant, index) => {
    return `  if (value[${JSON.stringify(keys[index])}] !== undefined) return ${variant.name}(value, at, name);\n`;
  });
  return `${cases.join("")}  rules.oneRequired(below(at, name), ${JSON.stringify(keys)});\n`;
}

/** Variants told apart by a member with a `const`, and one variant for all that Polar adds. */
function renderByTag(name: string, variants: readonly Variant[], code: string): string {
  const isTag = (member: string): boolean =>
    variants.filter(({ members }) => isText(members[member])).length === variants.length - 1;
  const tag = variants.flatMap(({ members }) => Object.keys(members)).find(isTag);
  const fallback = variants.find(({ members }) => !isText(members[tag ?? ""]));
  if (tag === undefined || !fallback) throw new Error(`validators: ${name} needs a const in each variant but one`);
  const pattern = new RegExp(fallback.members[tag]?.pattern ?? "", "u");
  const cases = variants.flatMap(({ name: variantName, members }) => {
    const value = members[tag]?.const;
    if (value === undefined) return [];
    // Otherwise a faulty known variant would pass for an unknown one.
    if (pattern.test(String(value))) throw new Error(`validators: ${fallback.name} takes ${JSON.stringify(value)} too`);
    return [`    case ${JSON.stringify(value)}:\n      return ${variantName}(value, at, name);\n`];
  });
  const key = JSON.stringify(tag);
  return `  switch (value[${key}]) {
${cases.join("")}  }
  ${fallback.name}(value, at, name);
  rules.unknownVariant(value[${key}], below(at, name), ${key}, ${JSON.stringify(code)});
`;
}

function isText(schema: Schema | undefined): boolean {
  return typeof schema?.const === "string";
}
