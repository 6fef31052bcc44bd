import * as fc from "fast-check";
import { resolve } from "../../scripts/contract/document.js";
import type { KnownSchema } from "../../scripts/generate/validator-body.js";
import { bundle } from "./fragment.js";

// The libraries that make arbitraries of JSON Schemas are archived, or do not read 2020-12.

/** The seed of every fuzz test; a failure prints the one it ran with. */
export const seed = Number(process.env["FUZZ_SEED"] ?? 2026);

/** Any valid document of the named schema, with now and then an unknown member. */
export function arbitraryOf(schemaName: string): fc.Arbitrary<unknown> {
  return arbitrary({ $ref: `#/components/schemas/${schemaName}` });
}

// No lone surrogates: they do not survive the way through UTF-8.
const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 9 }), fc.string({ unit: "binary", maxLength: 9 }));
const dateTime = fc
  .tuple(
    fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
    fc.constantFrom("Z", "+00:00", "-11:30", "+14:00"),
  )
  .map(([date, offset]) => date.toISOString().replace("Z", offset));
const formats: Record<string, fc.Arbitrary<string>> = { uuid: fc.uuid(), "date-time": dateTime, uri: fc.webUrl() };

function arbitrary(schema: KnownSchema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return arbitrary(resolve<KnownSchema>(bundle, { $ref: schema.$ref }));
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitrary));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  return fc.oneof(...[schema.type ?? []].flat().map((type) => typed(type, schema)));
}

function typed(type: string, schema: KnownSchema): fc.Arbitrary<unknown> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.maxSafeInteger().map((value) => Math.max(value, schema.minimum ?? value));
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "array":
      return fc.array(arbitrary(schema.items!), { minLength: schema.minItems ?? 0, maxLength: 2 });
    case "object":
      return object(schema);
    default:
      return string(schema);
  }
}

function string({ format, pattern }: KnownSchema): fc.Arbitrary<string> {
  if (format !== undefined) return formats[format]!;
  if (pattern === undefined) return text;
  const form = new RegExp(pattern, "u");
  // fast-check writes what a regular expression takes, but not where that looks ahead, and seldom more than plain letters.
  const written = pattern.includes("(?!") ? [] : [fc.stringMatching(form)];
  return fc.oneof(...written, text.filter((value) => form.test(value)).map(String)).filter((value) => form.test(value));
}

function object({ properties = {}, required = [], additionalProperties: members = true }: KnownSchema) {
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, arbitrary(member)])),
    { requiredKeys: required },
  );
  const others = members === true ? fc.jsonValue({ maxDepth: 2 }) : arbitrary(members as KnownSchema);
  const unknown = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    fc.dictionary(
      text.map((name) => `x${name}`),
      others,
      { maxKeys: 2 },
    ),
  );
  return fc.tuple(unknown, known).map(([more, declared]) => Object.assign({}, more, declared));
}
