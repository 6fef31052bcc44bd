import * as fc from "fast-check";
import { isForbidden, type Schema } from "../../scripts/contract/document.js";
import { isRequest } from "./fragment.js";
import { formsOf, reference } from "./schemas.js";

// The libraries that make arbitraries of JSON Schemas are archived, or do not read 2020-12.

/** The seed of every fuzz test; a failure prints the one it ran with. */
export const seed = Number(process.env["FUZZ_SEED"] ?? 2026);

/** Any valid document of the named schema; of a response, with now and then an unknown member. */
export function arbitraryOf(schemaName: string): fc.Arbitrary<unknown> {
  return arbitrary(reference(schemaName), !isRequest(schemaName));
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

function arbitrary(schema: Schema, isOpen: boolean): fc.Arbitrary<unknown> {
  const { forms, isNullable } = formsOf(schema);
  if (forms.length === 0 && !isNullable) return fc.jsonValue({ maxDepth: 2 });
  const arbitraries = forms.map((form) => ofForm(form.schema, isOpen));
  return fc.oneof(...arbitraries, ...(isNullable ? [fc.constant(null)] : []));
}

function ofForm(schema: Schema, isOpen: boolean): fc.Arbitrary<unknown> {
  const { minimum = -Number.MAX_SAFE_INTEGER, maximum = Infinity, minItems = 0 } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: minimum, max: Math.min(maximum, Number.MAX_SAFE_INTEGER) });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "array":
      return fc.array(arbitrary(schema.items!, isOpen), { minLength: minItems, maxLength: minItems + 2 });
    case "object":
      return object(schema, isOpen);
    default:
      return string(schema);
  }
}

function string({ format, pattern }: Schema): fc.Arbitrary<string> {
  const form = new RegExp(pattern ?? "", "u");
  if (format !== undefined) return formats[format]!.filter((value) => form.test(value));
  if (pattern === undefined) return text;
  // fast-check writes what a regular expression takes, but not if that looks ahead, and rarely more than plain letters.
  const written = /\(\?[!=]/.test(pattern) ? [] : [fc.stringMatching(form)];
  return fc.oneof(...written, text.filter((value) => form.test(value)).map(String)).filter((value) => form.test(value));
}

function object(schema: Schema, isOpen: boolean): fc.Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties: others = true } = schema;
  const members = Object.entries(properties).filter(([, member]) => !isForbidden(member));
  const declared = fc.record(Object.fromEntries(members.map(([name, member]) => [name, arbitrary(member, isOpen)])), {
    requiredKeys: required,
  });
  if (!isOpen) return declared;
  const unknown = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    fc.dictionary(
      text.map((name) => `x${name}`),
      typeof others === "object" ? arbitrary(others, isOpen) : fc.jsonValue({ maxDepth: 2 }),
      { maxKeys: 2 },
    ),
  );
  return fc.tuple(unknown, declared).map(([more, known]) => Object.assign({}, more, known));
}
