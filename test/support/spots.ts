import { resolve } from "../../scripts/contract/document.js";
import type { KnownSchema } from "../../scripts/generate/validator-body.js";
import { bundle } from "./fragment.js";

export type Path = readonly (string | number)[];

/** A value of a document, with what the contract says of it. Found by reading the schemas anew, not by way of the validators. */
export interface Spot {
  readonly path: Path;
  readonly value: unknown;
  /** The schema without references and without `null`. */
  readonly schema: KnownSchema;
  /** The names of the schemas passed on the way from the object or list above. */
  readonly names: readonly string[];
  readonly isNullable: boolean;
  readonly isOptional: boolean;
}

/** Every value of a document that the named schema speaks of, the document itself first. */
export function spotsOf(document: unknown, schemaName: string): Spot[] {
  return [...walk(document, { $ref: `#/components/schemas/${schemaName}` }, { path: [], isOptional: false })];
}

function* walk(value: unknown, schema: KnownSchema, at: Pick<Spot, "path" | "isOptional">): Generator<Spot> {
  const spot = { ...at, value, ...bare(schema, value) };
  yield spot;
  const { properties = {}, required = [], items, additionalProperties: members } = spot.schema;
  const { path } = at;
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries())
      yield* walk(entry, items!, { path: [...path, index], isOptional: true });
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const known = properties[name] ?? (typeof members === "object" ? members : undefined);
      if (known) yield* walk(member, known, { path: [...path, name], isOptional: !required.includes(name) });
    }
  }
}

/** Follows references, picks a kind of a union, takes `null` away. */
export function bare(schema: KnownSchema, value?: unknown): Pick<Spot, "schema" | "isNullable" | "names"> {
  if (schema.$ref !== undefined) {
    const found = bare(resolve<KnownSchema>(bundle, { $ref: schema.$ref }), value);
    return { ...found, names: [schema.$ref.split("/").at(-1)!, ...found.names] };
  }
  if (schema.anyOf) {
    const kinds = schema.anyOf.filter(({ type }) => type !== "null");
    const found = bare(kinds.find((kind) => fits(value, bare(kind).schema)) ?? kinds.at(-1)!, value);
    return { ...found, isNullable: found.isNullable || kinds.length < schema.anyOf.length };
  }
  const types = [schema.type ?? []].flat();
  const type = types.find((name) => name !== "null");
  return { schema: { ...schema, ...(type && { type }) }, isNullable: types.includes("null"), names: [] };
}

function fits(value: unknown, kind: KnownSchema): boolean {
  const consts = Object.entries(kind.properties ?? {}).filter(
    ([name, { const: only }]) => only && name === "amount_type",
  );
  return consts.length > 0 && consts.every(([name, { const: only }]) => isObject(value) && value[name] === only);
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
