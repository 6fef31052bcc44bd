import { describe, expect, test } from "vitest";
import { compareUpstream, type UpstreamChange } from "../../scripts/drift/compare.js";
import { describePlace } from "../../scripts/drift/words.js";
import type { JsonObject } from "../../scripts/contract/json.js";
import type { Departure } from "../../scripts/drift/departures.js";
import { publishedFrom, type Draft } from "./published.js";
import { bundle } from "../support/fragment.js";

type Mutation = (draft: Draft) => void;

/** What two published documents differ in. */
function between(before: Mutation, after: Mutation): UpstreamChange[] {
  return compareUpstream(publishedFrom(before), publishedFrom(after), bundle as unknown as JsonObject);
}

function found(changes: readonly UpstreamChange[]): string[] {
  return changes.map(({ kind, pointer, bump }) => `${kind} ${describePlace(pointer)}: ${bump}`);
}

const untouched: Mutation = () => {};
const path = "/v1/customer-portal/orders/{id}";
const place = `PATCH ${path}`;

/** Gives the order's member `tip` this schema. */
const tip =
  (schema: Record<string, unknown>): Mutation =>
  ({ order }) =>
    (order.properties["tip"] = schema as never);

/** Gives the request's member `vat` this schema. */
const vat =
  (schema: Record<string, unknown>): Mutation =>
  ({ update }) =>
    (update.properties["vat"] = schema as never);

describe("an object that may be null is an object", () => {
  const object = { type: ["object", "null"] };

  test("with a new member", () => {
    const changes = between(tip(object), tip({ ...object, properties: { a: { type: "string" } } }));
    expect(found(changes)).toEqual(["added CustomerOrder.tip.a: minor"]);
  });

  test("that is spelled as a union with null", () => {
    expect(between(tip(object), tip({ anyOf: [{ type: "object" }, { type: "null" }] }))).toEqual([]);
  });
});

describe("an operation", () => {
  test("with another operationId is the same operation", () => {
    const changes = between(untouched, ({ operation }) => (operation["operationId"] = "orders:correct"));
    expect(found(changes)).toEqual([`changed ${place}: operationId: none`]);
  });

  test("with another name of its path parameter is unchanged", () => {
    const changes = between(untouched, ({ document }) => {
      const paths = document["paths"] as Record<string, { parameters?: unknown[] }>;
      const { [path]: item, ...others } = paths;
      const [, ...version] = item?.parameters ?? [];
      const renamed = { name: "order_id", in: "path", required: true, schema: idSchema(document) };
      const parameters = [renamed, ...version];
      document["paths"] = { "/v1/customer-portal/orders/{order_id}": { ...item, parameters }, ...others } as never;
    });
    expect(found(changes)).toEqual([]);
  });

  test("under another path is known by its operationId", () => {
    const changes = between(untouched, ({ document }) => {
      const { [path]: item, ...others } = document["paths"] as Record<string, never>;
      document["paths"] = { "/v2/orders/{id}": item!, ...others };
    });
    expect(found(changes)).toEqual([`added GET ${path}: movedTo: major`, `added ${place}: movedTo: major`]);
    expect(changes[1]).toMatchObject({ published: "PATCH /v2/orders/{id}", writer: "calls to this path fail" });
  });

  test("with servers of its own is served elsewhere", () => {
    const servers = [{ url: "https://orders.polar.sh" }];
    const changes = between(untouched, ({ operation }) => (operation["servers"] = servers));
    expect(found(changes)).toEqual([`added ${place}: servers: major`]);
  });

  test("with the document's servers said again is unchanged", () => {
    expect(between(untouched, ({ document, operation }) => (operation["servers"] = document["servers"]!))).toEqual([]);
  });

  test("that no longer needs a token breaks nothing", () => {
    const changes = between(untouched, ({ operation }) => (operation.security = []));
    expect(found(changes)).toEqual([`changed ${place}: security: minor`]);
    expect(changes[0]).toMatchObject({ writer: "no token is needed any more" });
  });

  test("that needs a token now breaks callers who send none", () => {
    const changes = between(({ operation }) => (operation.security = []), untouched);
    expect(found(changes)).toEqual([`changed ${place}: security: major`]);
    expect(changes[0]).toMatchObject({ writer: "a token is needed now" });
  });
});

describe("a request member", () => {
  test("that becomes read-only is no longer taken, and the reverse", () => {
    const open = vat({ type: "string" });
    const closed = vat({ type: "string", readOnly: true });
    expect(found(between(open, closed))).toEqual(["added CustomerOrderUpdate.vat: readOnly: major"]);
    expect(found(between(closed, open))).toEqual(["removed CustomerOrderUpdate.vat: readOnly: minor"]);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string, string]>([
    ["integer", { exclusiveMinimum: 0 }, { minimum: 0 }, "minor", "more may be sent"],
    ["integer", { minimum: 0 }, { exclusiveMinimum: 0 }, "major", "values that were taken may be refused"],
    ["string", { maxLength: 100 }, { maxLength: 200 }, "minor", "more may be sent"],
    ["string", { maxLength: 200 }, { maxLength: 100 }, "major", "values that were taken may be refused"],
    ["number", { exclusiveMaximum: 9 }, { exclusiveMaximum: 9.5 }, "minor", "more may be sent"],
    ["string", { pattern: "1" }, { pattern: "2" }, "major", "values that were taken may be refused"],
  ])("that is a %s with %j, and then with %j", (type, before, after, bump, writer) => {
    expect(between(vat({ type, ...before }), vat({ type, ...after }))).toMatchObject([{ bump, writer }]);
  });

  test("with another default means something else when left out", () => {
    const changes = between(vat({ type: "string", default: "a" }), vat({ type: "string", default: "b" }));
    expect(found(changes)).toEqual(["changed CustomerOrderUpdate.vat: default: major"]);
    expect(changes[0]?.writer).toBe("left out, it means something else");
  });

  test("with a default is another than without one, of null too", () => {
    const changes = between(vat({ type: "string" }), vat({ anyOf: [{ type: "string" }], default: "a" }));
    expect(found(changes)).toEqual(["added CustomerOrderUpdate.vat: default: minor"]);
  });

  test("in an answer, neither word matters", () => {
    expect(between(tip({ type: "string" }), tip({ type: "string", readOnly: true, default: "a" }))).toEqual([]);
  });

  test("whose members are closed refuses the others", () => {
    const changes = between(untouched, ({ update }) => (update["additionalProperties"] = false));
    expect(found(changes)).toEqual(["added CustomerOrderUpdate: additionalProperties: major"]);
    expect(changes[0]).toMatchObject({ writer: "unknown members are refused" });
  });
});

describe("what the fragment promises beyond the published description", () => {
  const optional =
    (...names: string[]): Mutation =>
    ({ order }) =>
      (order.required = order.required.filter((name) => !names.includes(name)));
  const seats =
    (...type: string[]): Mutation =>
    ({ order }) =>
      (order.properties["seats"] = { type });

  test("is broken by a member that is gone, though it was published as optional", () => {
    const changes = between(optional("seats"), (draft) => {
      optional("seats")(draft);
      delete draft.order.properties["seats"];
    });
    expect(found(changes)).toEqual(["removed CustomerOrder.seats: major"]);
    expect(changes[0]).toMatchObject({ reader: "undefined where a value was promised", isInFragment: false });
  });

  test("is broken by a member that is gone, though it is optional here too", () => {
    const changes = between(untouched, ({ order }) => delete order.properties["user_id"]);
    expect(found(changes)).toEqual(["removed CustomerOrder.user_id: major"]);
  });

  test("is broken by fewer types, if they leave out the one that is promised", () => {
    const changes = between(seats("integer", "string", "null"), seats("string", "null"));
    expect(found(changes)).toEqual(["changed CustomerOrder.seats: type: major"]);
    expect(changes[0]?.reader).toBe("a value of another type than promised");
  });

  describe("is contradicted by a new member", () => {
    const withUnits =
      (schema: JsonObject, isRequired: boolean): Mutation =>
      ({ order }) => {
        optional("units")({ order } as Draft);
        order.properties["units"] = schema;
        if (isRequired) order.required.push("units");
      };
    const without: Mutation = (draft) => {
      optional("units")(draft);
      delete draft.order.properties["units"];
    };

    test.each<[string, JsonObject, boolean, string]>([
      ["of another type", { type: "string" }, true, "a value of another type than promised"],
      [
        "that may be null or a text",
        { type: ["integer", "string", "null"] },
        true,
        "a value of another type than promised",
      ],
      ["that may be absent", { type: ["integer", "null"] }, false, "undefined where a value was promised"],
    ])("%s", (_fact, schema, isRequired, reader) => {
      const changes = between(without, withUnits(schema, isRequired));
      expect(changes).toMatchObject([{ kind: "added", bump: "major", reader, isInFragment: false }]);
    });

    test("but not by the same one, or one whose description says less", () => {
      const same = between(without, withUnits({ type: ["integer", "null"] }, true));
      expect(same).toMatchObject([{ kind: "added", bump: "minor", isInFragment: true }]);
      const optionalHere: Mutation = ({ order }) => delete order.properties["user_id"];
      const less = between(optionalHere, ({ order }) => (order.properties["user_id"] = { type: "string" }));
      expect(less).toMatchObject([{ kind: "added", bump: "minor", isInFragment: true }]);
    });
  });

  test("is not contradicted by a departure inside of something new", () => {
    const city = "/components/schemas/Address/properties/city/required";
    const published = ({ schemas }: Draft): void => {
      const address = schemas["Address"] as Draft["order"];
      address.required = address.required.filter((name) => name !== "city");
    };
    const before = publishedFrom((draft) => {
      published(draft);
      optional("billing_address")(draft);
      delete draft.order.properties["billing_address"];
    });
    const compare = (departures: Departure[]): UpstreamChange[] =>
      compareUpstream(before, publishedFrom(published), bundle as unknown as JsonObject, departures);
    expect(compare([{ pointer: city, ours: true, reason: "always sent" }])).toMatchObject([{ isInFragment: true }]);
    expect(compare([])).toMatchObject([{ bump: "major", isInFragment: false }]);
  });

  test("may be hidden by a departure for whatever is published, but not that this has changed", () => {
    const departure = {
      pointer: "/components/schemas/CustomerOrder/properties/seats",
      published: "present",
      ours: "present",
    };
    const changes = compareUpstream(
      publishedFrom(seats("string")),
      publishedFrom(seats("boolean")),
      bundle as unknown as JsonObject,
      [{ ...departure, reason: "x" }],
    );
    expect(changes).toMatchObject([{ bump: "major", isInFragment: false }]);
  });

  test("is kept by types that were promised all along", () => {
    const changes = between(seats("integer"), seats("integer", "null"));
    expect(changes).toMatchObject([{ isInFragment: true }]);
  });
});

describe("in an answer", () => {
  test("an error that the fragment has already is nothing to us", () => {
    const without: Mutation = ({ operation }) => delete operation.responses["401"];
    const changes = between(without, ({ operation, reply }) => {
      operation.responses["401"] = reply({ type: "object", properties: { error: { type: "string" } } });
    });
    expect(found(changes)).toEqual([`added ${place}, answer 401: none`]);
  });

  test("an error with a name is promised, one without is not", () => {
    const changes = between(untouched, ({ operation }) => {
      delete operation.responses["403"];
      delete operation.responses["404"];
      delete operation.responses["429"];
    });
    expect(found(changes)).toEqual([
      `removed ${place}, answer 403: major`,
      `removed ${place}, answer 404: major`,
      `removed ${place}, answer 429: patch`,
    ]);
    expect(changes[0]?.reader).toBe("a named error is gone");
  });

  test("an error that only we name is promised too", () => {
    const unnamed: Mutation = ({ operation, reply }) => (operation.responses["404"] = reply({ type: "object" }));
    const changes = between(unnamed, ({ operation }) => delete operation.responses["404"]);
    expect(found(changes)).toEqual([`removed ${place}, answer 404: major`]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["members that are closed", { additionalProperties: false }],
    ["rules for the names of members", { propertyNames: { maxLength: 40 } }],
  ])("%s are nothing to a reader", (_fact, keywords) => {
    const changes = between(tip({ type: "object" }), tip({ type: "object", ...keywords }));
    expect(changes.map(({ bump, reader }) => [bump, reader])).toEqual([["none", "nothing changes"]]);
  });

  test("a member called anyOf is a member", () => {
    const members = (type: string): Mutation =>
      tip({ type: "object", properties: { anyOf: { type: "object", properties: { a: { type } } } } });
    expect(found(between(tip({ type: "object" }), members("string")))).toEqual([
      "added CustomerOrder.tip.anyOf: minor",
    ]);
    expect(found(between(members("string"), members("integer")))).toEqual([
      "changed CustomerOrder.tip.anyOf.a: type: major",
    ]);
  });

  test("inheritance by allOf is the same as its members in place", () => {
    const inherited: Mutation = (draft) => {
      draft.schemas["Base"] = { type: "object", required: ["a"], properties: { a: { type: "string" } } };
      const own = { type: "object", required: ["b"], properties: { b: { type: "integer" } } };
      tip({ allOf: [{ $ref: "#/components/schemas/Base" }, own] })(draft);
    };
    const inPlace = tip({
      type: "object",
      required: ["a", "b"],
      properties: { a: { type: "string" }, b: { type: "integer" } },
    });
    expect(between(inherited, inPlace)).toEqual([]);
    expect(between(inPlace, inherited)).toEqual([]);
  });

  test.each([
    ["date-time", "date"],
    ["uuid", undefined],
  ])("the format %s that becomes %s may break a reader", (before, after) => {
    const withFormat = (format: string | undefined): Mutation => tip({ type: "string", ...(format && { format }) });
    const changes = between(withFormat(before), withFormat(after));
    expect(changes).toMatchObject([{ bump: "minor", reader: "its text may have another form" }]);
  });

  test("an optional member that is gone was never promised", () => {
    const changes = between(tip({ type: "string" }), untouched);
    expect(changes).toMatchObject([{ bump: "minor", reader: "no longer sent; it could be absent before" }]);
  });

  test.each([
    ["an integer", ["string", "integer"], "a value of another type than promised"],
    ["null", ["string", "null"], "null where a value was promised"],
  ])("%s next to a string is called by its name", (_fact, type, reader) => {
    expect(between(tip({ type: "string" }), tip({ type }))).toMatchObject([{ bump: "major", reader }]);
    expect(between(tip({ type: ["string", "null"] }), tip({ type: ["string", "null", "integer"] }))).toMatchObject([
      { bump: "major", reader: "a value of another type than promised" },
    ]);
  });

  test("an object that becomes one of several, each as before, breaks nobody", () => {
    const kind = (type: Record<string, unknown>): Record<string, unknown> => ({
      type: "object",
      required: ["type", "id"],
      properties: { type: { type: "string", ...type }, id: { type: "string" } },
    });
    const single = tip(kind({ enum: ["a", "b"] }));
    const changes = between(single, tip({ oneOf: [kind({ const: "a" }), kind({ const: "b" })] }));
    expect(found(changes)).toEqual(["changed CustomerOrder.tip: minor"]);
    const { properties: _, ...empty } = kind({});
    expect(found(between(single, tip({ oneOf: [kind({ const: "a" }), empty] })))).toEqual([
      "changed CustomerOrder.tip: major",
    ]);
  });
});

describe("a keyword that is easily overlooked", () => {
  test("is a constant beside a list: both apply", () => {
    const list = { type: "string", enum: ["a", "b"] };
    const changes = between(tip(list), tip({ ...list, const: "a" }));
    expect(found(changes)).toEqual(["removed CustomerOrder.tip: enum: minor"]);
    expect(between(tip({ const: "a" }), tip({ enum: ["a", "b"], const: "a" }))).toEqual([]);
  });

  test("is one for members whose names have a pattern, with a reference", () => {
    const notes =
      (type: string): Mutation =>
      (draft) => {
        draft.schemas["Note"] = { type };
        tip({ type: "object", patternProperties: { "^x_": { $ref: "#/components/schemas/Note" } } })(draft);
      };
    expect(found(between(notes("string"), notes("integer")))).toEqual(["changed CustomerOrder.tip.^x_: type: major"]);
  });

  test("is one that is not understood: with a reference, nothing can be said", () => {
    const dependent = tip({ type: "object", dependentSchemas: { a: { $ref: "#/components/schemas/Address" } } });
    expect(() => between(untouched, dependent)).toThrow("references in the keyword dependentSchemas are not followed");
  });

  test("is what is required of a member that becomes a union", () => {
    const kinds = { anyOf: [{ type: "string", format: "uuid" }, { type: "string" }] };
    const required: Mutation = ({ order }) => order.required.push("tip");
    const before: Mutation = (draft) => [tip({ type: "string" }), required].forEach((change) => change(draft));
    const after: Mutation = (draft) => [tip(kinds), required].forEach((change) => change(draft));
    expect(found(between(before, after))).toEqual(["changed CustomerOrder.tip: minor"]);
    expect(found(between(before, tip(kinds)))).toEqual(["changed CustomerOrder.tip: major"]);
  });
});

describe("the same in other words", () => {
  test("is a parameter with the style that is the default anyhow", () => {
    const query =
      (extra: object): Mutation =>
      ({ operation }) =>
        (operation["parameters"] = [{ name: "sorting", in: "query", schema: { type: "array" }, ...extra }] as never);
    expect(between(query({}), query({ style: "form", explode: true }))).toEqual([]);
    expect(found(between(query({}), query({ explode: false })))).toEqual([
      `added ${place}, parameter query sorting: explode: major`,
    ]);
  });

  test("are variants without constants that are known by what they require", () => {
    const variant = (name: string, extra = {}): object => ({
      type: "object",
      required: [name, "locale"],
      properties: { [name]: { type: "string", ...extra }, locale: { type: "string" } },
    });
    const before = vat({ anyOf: [variant("id"), variant("external_id")] });
    expect(between(before, vat({ anyOf: [variant("external_id"), variant("id")] }))).toEqual([]);
    const after = vat({ anyOf: [variant("external_id", { maxLength: 9 }), variant("id")] });
    expect(found(between(before, after))).toEqual([
      "added CustomerOrderUpdate.vat (object with external_id).external_id: maxLength: major",
    ]);
  });
});

describe("a change is reported once", () => {
  test("and not if the keyword is of another type than the value", () => {
    expect(between(tip({ type: "object" }), tip({ type: "object", minLength: 1, minimum: 1, minItems: 1 }))).toEqual(
      [],
    );
    const text = tip({ type: ["string", "null"] });
    expect(found(between(text, tip({ type: ["string", "null"], minLength: 1, maxProperties: 3 })))).toEqual([
      "added CustomerOrder.tip: minLength: patch",
    ]);
  });

  test("if an integer's minimum is written as an exclusive one", () => {
    const least = (keywords: object): Mutation => vat({ type: "integer", ...keywords });
    expect(between(least({ minimum: 1 }), least({ exclusiveMinimum: 0 }))).toEqual([]);
    expect(found(between(least({ minimum: 1 }), least({ exclusiveMinimum: 1 })))).toEqual([
      "changed CustomerOrderUpdate.vat: minimum: major",
    ]);
  });

  test("for requests and for answers, each by its side, if a schema serves both", () => {
    const both: Mutation = (draft) => {
      draft.schemas["Color"] = { type: "string", enum: ["red"] };
      draft.order.properties["color"] = { $ref: "#/components/schemas/Color" };
      draft.update.properties["color"] = { $ref: "#/components/schemas/Color" };
    };
    const changes = between(both, (draft) => {
      both(draft);
      draft.schemas["Color"]?.enum?.push("green");
    });
    expect(changes.map(({ pointer, side, bump }) => [pointer, side, bump])).toEqual([
      ["/components/schemas/Color/enum", "answer", "major"],
      ["/components/schemas/Color/enum", "request", "minor"],
    ]);
  });
});

function idSchema(document: Record<string, unknown>): unknown {
  const { parameters } = document["components"] as { parameters: Record<string, { schema: unknown }> };
  return parameters["OrderId"]?.schema;
}
