import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { describe, expect, test } from "vitest";
import type { OpenApiDocument, Schema } from "../../scripts/contract/document.js";
import { renderConstants } from "../../scripts/generate/constants.js";
import { renderTypes } from "../../scripts/generate/types.js";
import { renderValidators } from "../../scripts/generate/validators.js";
import { root } from "../../scripts/tools/paths.js";
import type { Check, Issue } from "../../src/validation/issues.js";
import type { ContractSchema } from "../../src/validation/standard-schema.js";
import { bundle } from "../support/fragment.js";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ description: "…", content: { "application/json": { schema } } });
const object = (properties: object, required = Object.keys(properties)) => ({ type: "object", required, properties });
const text = { type: "string" };

/** A document with one operation, `run`, whose request and success are these. */
function documentOf(schemas: Record<string, object>, responses: object, requestBody?: object): OpenApiDocument {
  const operation = { operationId: "run", responses, ...(requestBody && { requestBody }) };
  const document = { ...bundle, paths: { "/run": { post: operation } }, components: { schemas } };
  return document as unknown as OpenApiDocument;
}

function responding(schemas: Record<string, object>, name = "Thing"): OpenApiDocument {
  return documentOf(schemas, { 200: json(ref(name)) });
}

function requesting(schemas: Record<string, object>, name = "Thing"): OpenApiDocument {
  return documentOf(schemas, { 204: { description: "…" } }, json(ref(name)));
}

interface Generated {
  readonly responses: Record<string, Check>;
  readonly issuesOf: (value: unknown, check: Check) => Issue[];
  readonly [schema: `${string}Schema`]: ContractSchema<unknown>;
}

/** Runs what is generated from a document. */
async function generated(document: OpenApiDocument): Promise<Generated> {
  const constants: Plugin = {
    name: "constants",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/constants\.js$/ }, ({ path }) => ({ path, namespace: "generated" }));
      onLoad({ filter: /./, namespace: "generated" }, () => ({ contents: renderConstants(document), loader: "ts" }));
    },
  };
  const contents = `${renderValidators(document)}\nexport { issuesOf } from "../validation/issues.js";`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(root, "src/generated"), loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
    plugins: [constants],
  });
  return (await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`)) as Generated;
}

/** What is wrong with each value, as `/path code`; by the schema of a request or by the response of `run`. */
async function verdicts(document: OpenApiDocument, values: unknown[]): Promise<string[][]> {
  const { responses, issuesOf, thingSchema } = await generated(document);
  const isRequest = document.paths["/run"]!["post"]!.requestBody !== undefined;
  return values.map((value) => {
    const issues = isRequest
      ? (thingSchema!["~standard"].validate(value).issues ?? [])
      : issuesOf(value, responses["run"]!);
    return issues.map(({ path, code }) => `/${path.join("/")} ${code}`);
  });
}

describe("the successes of an operation", () => {
  const thing = object({ url: { type: "string", format: "uri" } });
  const link = { url: "https://polar.sh/a.pdf" };
  const empty = { description: "…" };
  const nothing = json({ type: "null" });

  test.each([
    ["one body", { 200: json(ref("Thing")) }, [link], [undefined, null, {}, { url: "a" }]],
    ["no content", { 204: empty }, [undefined, null], [{}, link, "", 0, false]],
    ["null", { 202: nothing }, [null, undefined], [{}, link, ""]],
    ["a body or no content", { 200: json(ref("Thing")), 202: empty }, [link, undefined, null], [{}, "", { url: 1 }]],
    ["no content or null", { 202: nothing, 204: empty }, [null, undefined], [link]],
    ["two with the same body", { 200: json(ref("Thing")), 201: json(ref("Thing")) }, [link], [undefined]],
  ])("%s", async (_what, responses, valid, invalid) => {
    const found = await verdicts(documentOf({ Thing: thing }, responses), [...valid, ...invalid]);
    expect(found.slice(0, valid.length)).toEqual(valid.map(() => []));
    expect(found.slice(valid.length).map((issues) => issues.length)).toEqual(invalid.map(() => 1));
  });

  test("with two different bodies stop the generation: a check does not see the status", () => {
    const responses = { 200: json(ref("Thing")), 202: json(ref("Other")) };
    const document = documentOf({ Thing: thing, Other: thing }, responses);
    expect(() => renderValidators(document)).toThrow("the successes of run differ in more than having a body");
  });

  test("errors are not checked", () => {
    const document = documentOf(
      { Thing: thing, Problem: { type: "object", minProperties: 1 } },
      {
        200: json(ref("Thing")),
        404: json(ref("Problem")),
      },
    );
    expect(renderValidators(document)).not.toContain("Problem");
  });
});

describe("what a response may hold", () => {
  const nullableTexts = { type: ["array", "null"], items: { type: ["string", "null"] }, minItems: 2 };
  const metadata = { type: "object", additionalProperties: { type: ["string", "integer", "number", "boolean"] } };
  const anyScalar = { anyOf: [{ type: "string" }, { type: "integer" }, { type: "number" }, { type: "boolean" }] };
  test.each<[string, object, unknown[], [value: unknown, issue: string][]]>([
    [
      "a whole number in a range",
      { type: "integer", minimum: 1, maximum: 100 },
      [1, 100],
      [
        [0, "/it minimum"],
        [101, "/it maximum"],
        [1.5, "/it type"],
        ["1", "/it type"],
      ],
    ],
    ["a whole number with a maximum only", { type: "integer", maximum: 3 }, [3, -5], [[4, "/it maximum"]]],
    ["a whole number above a bound", { type: "integer", exclusiveMinimum: 0 }, [1], [[0, "/it minimum"]]],
    [
      "a number in a range",
      { type: "number", minimum: 0, maximum: 1 },
      [0, 0.5],
      [
        [-0.1, "/it minimum"],
        [1.1, "/it maximum"],
        [Infinity, "/it type"],
      ],
    ],
    [
      "a list with few entries",
      { type: "array", items: text, minItems: 1 },
      [["a"]],
      [
        [[], "/it min_items"],
        [[1], "/it/0 type"],
        // A hole is an entry too.
        [Array.from({ length: 1 }), "/it/0 missing"],
      ],
    ],
    [
      "a pair of texts that may be null",
      nullableTexts,
      [null, ["FR123", "eu_vat"], ["a", null]],
      [
        [["a"], "/it min_items"],
        [["a", 1], "/it/1 type"],
      ],
    ],
    [
      "a map of scalars",
      metadata,
      [{}, { seats: 3, vip: true, plan: "a", rate: 0.5 }],
      [
        [{ seats: null }, "/it/seats type"],
        [{ seats: [] }, "/it/seats type"],
        [{ seats: NaN }, "/it/seats type"],
        [[], "/it type"],
      ],
    ],
    ["a union of scalars", anyScalar, ["a", 1, 0.5, false], [[{}, "/it type"]]],
    ["any object", { type: "object", additionalProperties: true }, [{}, { a: [] }], [["a", "/it type"]]],
    ["a closed enum in place", { type: "string", enum: ["a", "b"] }, ["a"], [["c", "/it enum"]]],
    [
      "an open enum by its name",
      ref("Status"),
      ["ok"],
      [
        ["new", "/it unknown_enum_value"],
        [1, "/it type"],
      ],
    ],
    ["a URL", { type: "string", format: "uri" }, ["https://polar.sh"], [["polar.sh", "/it format"]]],
    [
      "a UUID of one version",
      { type: "string", format: "uuid", pattern: "^.{14}4" },
      ["4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a"],
      [
        ["4f6c1b0e-5a53-1d2e-9a0b-6f0d8d1c2b3a", "/it pattern"],
        ["x", "/it format"],
      ],
    ],
  ])("%s", async (_what, schema, valid, invalid) => {
    const document = responding({
      Thing: object({ it: schema }),
      Status: { type: "string", enum: ["ok"], "x-open-enum": true },
    });
    const values = [...valid, ...invalid.map(([value]) => value)].map((it) => ({ it, unknown: 1 }));
    const expected = [...valid.map(() => []), ...invalid.map(([, issue]) => [issue])];
    expect(await verdicts(document, values)).toEqual(expected);
  });

  test("an open union: known variants, and a fallback for what Polar adds", async () => {
    const person = { id: text, type: { type: "string", const: "individual" } };
    const document = responding({
      Thing: { anyOf: [ref("Unknown"), ref("Person"), ref("Team")], "x-open-union": "unknown_customer_type" },
      Person: object({ ...person, name: text }),
      Team: object({ ...person, type: { type: "string", const: "team" } }),
      Unknown: object({ ...person, type: { type: "string", pattern: "^(?!individual$|team$)" } }),
    });
    const found = await verdicts(document, [
      { id: "1", type: "individual", name: "Ada" },
      { id: "1", type: "team" },
      { id: "1", type: "individual" },
      { id: "1", type: "robot" },
      { type: "robot" },
      { id: "1" },
      null,
    ]);
    expect(found).toEqual([
      [],
      [],
      ["/name missing"],
      ["/type unknown_customer_type"],
      ["/id missing", "/type unknown_customer_type"],
      ["/type missing"],
      ["/ type"],
    ]);
  });
});

describe("what a request may hold", () => {
  test("no unknown member, and plain objects only, at any depth", async () => {
    const schemas = { Thing: object({ name: text, inner: ref("Inner") }, []), Inner: object({ line: text }) };
    class Draft {
      name = "Ada";
    }
    const withoutPrototype = Object.assign(Object.create(null) as object, { name: "Ada" });
    const found = await verdicts(requesting(schemas), [
      { name: "Ada", inner: { line: "1" } },
      withoutPrototype,
      { nmae: "Ada" },
      { constructor: 1, name: "Ada" },
      { name: 1, nmae: undefined, inner: { line: "1", zip: 1 } },
      new Draft(),
      new Map([["name", "Ada"]]),
      new FormData(),
      new Date(),
      [],
      { inner: new Draft() },
    ]);
    expect(found).toEqual([
      [],
      [],
      ["/nmae unknown_member"],
      ["/constructor unknown_member"],
      ["/nmae unknown_member", "/name type", "/inner/zip unknown_member"],
      ...Array.from({ length: 5 }, () => ["/ type"]),
      ["/inner type"],
    ]);
  });

  test("a schema that says itself that it is closed is the same", async () => {
    const schemas = { Thing: { ...object({ name: text }), additionalProperties: false } };
    expect(await verdicts(requesting(schemas), [{ name: "Ada" }, { name: "Ada", a: 1 }])).toEqual([
      [],
      ["/a unknown_member"],
    ]);
  });

  const variants = {
    Thing: { oneOf: [ref("ById"), ref("ByExternalId")] },
    ById: object({ id: text, external_id: { not: {} }, note: { type: ["string", "null"] } }, ["id"]),
    ByExternalId: object({ external_id: text, id: { not: {} }, note: { type: ["string", "null"] } }, ["external_id"]),
  };

  test("exactly one of two ids", async () => {
    const found = await verdicts(requesting(variants), [
      { id: "a" },
      { external_id: "a", note: null },
      { id: "a", external_id: undefined },
      { id: "a", external_id: "b" },
      { note: "a" },
      { id: 1 },
      { external_id: null },
      { external_id: "a", other: 1 },
      new Map(),
    ]);
    expect(found).toEqual([
      [],
      [],
      [],
      ["/external_id forbidden_member"],
      ["/id missing"],
      ["/id type"],
      ["/external_id type"],
      ["/other unknown_member"],
      ["/ type"],
    ]);
  });

  test("its messages say which id to leave out, and which to give", async () => {
    const { thingSchema } = await generated(requesting(variants));
    const messageOf = (value: unknown) => thingSchema!["~standard"].validate(value).issues?.[0]?.message;
    expect(messageOf({ id: "a", external_id: "b" })).toBe("cannot be sent together with id");
    expect(messageOf({})).toBe("is required, unless external_id is given");
  });

  test("the forbidden id is also forbidden by the compiler", async () => {
    const types = await renderTypes(requesting(variants));
    expect(types).toContain("external_id?: never;");
    expect(types).toContain("    id?: never;");
  });

  test("the codes of the documented errors become one type", async () => {
    const coded = (code: string) => object({ error: { type: "string", const: code } });
    const types = await renderTypes(
      requesting({ Thing: object({ error: text }), A: coded("Gone"), B: coded("too_late") }),
    );
    expect(types).toContain('export type ErrorCode = "Gone" | "too_late" | (string & {});');
  });

  test("the empty text of a form's choice is a missing one, if one is required", async () => {
    const size = { type: "string", enum: ["small", "big"] };
    const schemas = { Thing: object({ size: ref("Size"), other: ref("Size") }, ["size"]), Size: size };
    const { thingSchema } = await generated(requesting(schemas));
    expect(thingSchema!["~standard"].validate({ size: "", other: "" }).issues).toEqual([
      { path: ["size"], code: "missing", message: "is required" },
      { path: ["other"], code: "enum", message: "must be one of small, big" },
    ]);
  });
});

describe("what the validators cannot express stops the generation", () => {
  const const1 = { type: "string", const: "a" };
  const open = "unknown_price_kind";
  test.each<[string, Record<string, object>, RegExp]>([
    ["an unknown keyword", { Thing: { ...object({}), minProperties: 1 } }, /no rule for minProperties/],
    ["an unknown keyword of a text", { Thing: object({ a: { ...text, maxLength: 1 } }) }, /no rule for maxLength/],
    ["an unknown format", { Thing: { type: "string", format: "decimal" } }, /no rule for the format decimal/],
    ["a closed object", { Thing: { ...object({}), additionalProperties: false } }, /a response are open/],
    ["an object in place", { Thing: object({ deep: object({}) }) }, /no rule for required, properties/],
    ["any value at all", { Thing: object({ a: {} }) }, /no rule for \{\}/],
    ["a list of anything", { Thing: { type: "array" } }, /without the form of its entries/],
    [
      "several types with a further rule",
      { Thing: object({ a: { type: ["string", "number"], minimum: 1 } }) },
      /no rule for minimum/,
    ],
    ["whole numbers among other types", { Thing: object({ a: { type: ["string", "integer"] } }) }, /needs number too/],
    [
      "a nullable list among other types",
      { Thing: object({ a: { type: ["string", "array"] } }) },
      /give the union a name/,
    ],
    ["an enum of numbers", { Thing: { type: "integer", enum: [1, 2] } }, /not an enum of strings/],
    ["a message without its rule", { Thing: { ...text, "x-message": "must be good" } }, /no pattern/],
    [
      "an enum too long for a message",
      { Thing: { ...text, enum: Array.from({ length: 21 }, (_, index) => `v${index}`) } },
      /needs an x-message/,
    ],
    ["a union without names", { Thing: { anyOf: [object({}), object({})] } }, /needs a name in PascalCase/],
    [
      "a union whose variants cannot be told apart",
      { Thing: { anyOf: [ref("A"), ref("B")] }, A: object({ a: text }), B: object({ b: text }) },
      /Thing needs an x-open-union, or a member in each variant that the others forbid/,
    ],
    [
      "an open union without a fallback",
      { Thing: { anyOf: [ref("A"), ref("A")], "x-open-union": open }, A: object({ a: const1 }) },
      /Thing needs a const in each variant but one/,
    ],
    [
      "a fallback that takes a known variant too",
      {
        Thing: { anyOf: [ref("A"), ref("B")], "x-open-union": open },
        A: object({ a: const1 }),
        B: object({ a: text }),
      },
      /B takes "a" too/,
    ],
  ])("%s", (_what, schemas, message) => {
    expect(() => renderValidators(responding(schemas))).toThrow(message);
  });

  test("an object that is both sent and received", () => {
    const document = documentOf({ Thing: object({ a: text }) }, { 200: json(ref("Thing")) }, json(ref("Thing")));
    expect(() => renderValidators(document)).toThrow("Thing is sent and received");
  });

  test("nothing of the contract", () => {
    expect(renderValidators(bundle)).toContain("export function CustomerOrder(");
    const changed = structuredClone(bundle);
    (changed.components.schemas["Tier"] as Schema)["minProperties"] = 1;
    expect(() => renderValidators(changed)).toThrow(/minProperties/);
  });
});
