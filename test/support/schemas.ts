import { componentName, isForbidden, resolve, type Schema } from "../../scripts/contract/document.js";
import { bundle } from "./fragment.js";

// The one walker of schemas in the tests. It reads them for itself, not by way of the validators' generator.

/** One of the forms that a value may have: a schema without references, unions and `null`. */
export interface Form {
  readonly schema: Schema;
  /** The names of the schemas passed on the way to it. */
  readonly names: readonly string[];
}

interface Forms {
  readonly forms: readonly Form[];
  /** Whether `null` is allowed too. */
  readonly isNullable: boolean;
  /** Of an open union: the member whose constant tells the variants apart, and the code that reports an unknown one. */
  readonly open?: { readonly tag: string; readonly code: string };
}

/** Every form that a schema allows. */
export function formsOf(schema: Schema): Forms {
  const name = componentName(schema);
  if (name !== undefined) {
    const found = formsOf(resolve<Schema>(bundle, { $ref: schema.$ref! }));
    return { ...found, forms: found.forms.map((form) => ({ ...form, names: [name, ...form.names] })) };
  }
  const variants = (schema.anyOf ?? schema.oneOf)?.map(formsOf);
  if (variants) {
    const forms = variants.flatMap((variant) => variant.forms);
    const code = schema["x-open-union"];
    const open = code === undefined ? variants.find((variant) => variant.open)?.open : { tag: tagOf(forms), code };
    return { forms, isNullable: variants.some(({ isNullable }) => isNullable), ...(open && { open }) };
  }
  const types = [schema.type ?? []].flat();
  const forms = types.filter((type) => type !== "null").map((type) => ({ schema: { ...schema, type }, names: [] }));
  return { forms, isNullable: types.includes("null") };
}

function tagOf(forms: readonly Form[]): string {
  const members = forms.flatMap(({ schema }) => Object.entries(schema.properties ?? {}));
  return members.find(([, member]) => typeof member.const === "string")![0];
}

/** The forms without the fallback of an open union. */
export function knownForms({ forms, open }: Forms): readonly Form[] {
  return open ? forms.filter(({ schema }) => schema.properties?.[open.tag]?.const !== undefined) : forms;
}

/** The form that a value has: by its tag, by the members that others forbid, or by its type. */
function formOf(value: unknown, { forms, open }: Forms): Form | undefined {
  const fits = ({ schema }: Form): boolean => {
    const { type, properties = {} } = schema;
    if (type !== "object") return typeof value === (type === "integer" ? "number" : type);
    if (!isObject(value)) return false;
    if (open) return properties[open.tag]?.const === value[open.tag];
    return !Object.keys(value).some((key) => isForbidden(properties[key] ?? {}));
  };
  return forms.find(fits) ?? forms.at(-1);
}

export type Path = readonly (string | number)[];

/** A value of a document, with what the contract says about it. */
export interface Spot extends Form {
  readonly path: Path;
  readonly value: unknown;
  /** The types that may stand there, as `typeof` names them; more than one only if numbers, strings or booleans may stand in one place. */
  readonly types: readonly string[];
  readonly isNullable: boolean;
  readonly isOptional: boolean;
  /** If the value tells the variants of an open union apart: the code that reports an unknown one. */
  readonly tagCode?: string;
}

/** Every value of a document that the named schema describes, the document itself first. */
export function spotsOf(document: unknown, schemaName: string): Spot[] {
  return [...walk(document, reference(schemaName), { path: [], isOptional: false })];
}

type Place = Pick<Spot, "path" | "isOptional" | "tagCode">;

function* walk(value: unknown, schema: Schema, at: Place): Generator<Spot> {
  const found = formsOf(schema);
  const form = formOf(value, found);
  // Anything may stand there, or nothing at all.
  if (!form) return;
  const types = found.forms.map(({ schema: { type } }) => String(type === "integer" ? "number" : type));
  yield { ...at, ...form, value, types, isNullable: found.isNullable };
  const { properties = {}, required = [], items, additionalProperties: others } = form.schema;
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries())
      yield* walk(entry, items!, { path: [...at.path, index], isOptional: true });
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const known = properties[name] ?? (typeof others === "object" ? others : undefined);
      const { open, forms } = found;
      // Without the member that tells two variants apart, it is the union that is not kept.
      const isKey = forms.some(({ schema: other }) => isForbidden(other.properties?.[name] ?? {}));
      const place = { path: [...at.path, name], isOptional: isKey || !required.includes(name) };
      if (known) yield* walk(member, known, open?.tag === name ? { ...place, tagCode: open.code } : place);
    }
  }
}

export function reference(schemaName: string): Schema {
  return { $ref: `#/components/schemas/${schemaName}` };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of a document with another value at `path`; `undefined` takes the member away. */
export function withValue(document: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const copy = (Array.isArray(document) ? [...document] : { ...(document as object) }) as Record<
    string | number,
    unknown
  >;
  if (rest.length === 0 && value === undefined) delete copy[step];
  else copy[step] = withValue(copy[step], rest, value);
  return copy;
}
