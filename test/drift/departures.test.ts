import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { canonicalize, endpointsOf } from "../../scripts/drift/canonical.js";
import { compareFragment, type OpenPoints } from "../../scripts/drift/compare.js";
import { placesOf, readDepartures, type Departure } from "../../scripts/drift/departures.js";
import { formatPointer } from "../../scripts/contract/pointer.js";
import { valueAt, type JsonObject } from "../../scripts/contract/json.js";
import { readPublished } from "../../scripts/drift/published.js";
import { publishedFrom, type Draft } from "./published.js";
import { bundle } from "../support/fragment.js";

const ours = bundle as unknown as JsonObject;
const listed = await readDepartures();
const accepted = await readPublished();
const nothingOpen: OpenPoints = { fulfilled: [], partly: [], wrong: [], changes: [], unwatched: [] };
const operationPointers = endpointsOf(ours).map(({ path, method }) => formatPointer(["paths", path, method]));

describe("openapi/departures.json", () => {
  test.each(listed)("$pointer", ({ pointer, published, ours: value, reason }) => {
    const { tree, positions } = canonicalize(ours);
    const places = placesOf(pointer, positions);
    expect(places).not.toEqual([]);
    for (const place of places) {
      const mine = valueAt(tree, place);
      expect(value === "present" && mine !== undefined ? "present" : mine).toEqual(value);
    }
    expect(value !== "present" && isDeepStrictEqual(value, published)).toBe(false);
    expect(reason).not.toBe("");
  });

  test("names each place once", () => {
    const pointers = listed.map(({ pointer }) => pointer);
    expect(new Set(pointers).size).toBe(pointers.length);
  });

  test("is all that the accepted state differs in", () => {
    expect(compareFragment(ours, accepted, listed)).toEqual(nothingOpen);
  });

  test("without it, each entry is a difference", () => {
    const { changes } = compareFragment(ours, accepted, []);
    expect(changes.length).toBeGreaterThanOrEqual(listed.length);
  });
});

function optional({ order }: Draft): void {
  order.required = order.required.filter((name) => name !== "seats");
}

const asOurs = publishedFrom(() => {});

describe("a departure", () => {
  const seats: Departure = {
    pointer: "/components/schemas/CustomerOrder/properties/seats/required",
    ours: true,
    reason: "always sent",
  };

  test("that holds leaves nothing open", () => {
    expect(compareFragment(ours, publishedFrom(optional), [seats])).toEqual(nothingOpen);
  });

  test("that the published document caught up with is fulfilled", () => {
    expect(compareFragment(ours, asOurs, [seats])).toEqual({ ...nothingOpen, fulfilled: [seats] });
  });

  test("with another published value is wrong, and the difference is not reported again", () => {
    const pattern: Departure = {
      pointer: "/components/schemas/DecimalString/pattern",
      published: "^[0-9]+$",
      ours: (bundle.components.schemas["DecimalString"] as { pattern: string }).pattern,
      reason: "exponents",
    };
    const published = publishedFrom(({ schemas }) => (schemas["DecimalString"]!["pattern"] = "^[0-9.]+$"));
    const { wrong, changes } = compareFragment(ours, published, [pattern]);
    expect(wrong).toMatchObject([{ departure: pattern, whose: "published", now: "^[0-9.]+$" }]);
    expect(changes).toEqual([]);
  });

  test("with another value of ours is wrong", () => {
    const departures = [
      { ...seats, ours: "present" },
      { ...seats, ours: false },
    ];
    const { wrong } = compareFragment(ours, publishedFrom(optional), departures);
    expect(wrong).toMatchObject([{ departure: departures[1], whose: "ours", now: true }]);
  });

  test("for a component that the fragment does not have is wrong", () => {
    const nowhere: Departure = { pointer: "/components/schemas/Gone/properties/x", reason: "none" };
    const { wrong } = compareFragment(ours, asOurs, [nowhere]);
    expect(wrong).toMatchObject([{ departure: nowhere, whose: "nobody's" }]);
  });

  test("for a thing that we do without may leave out what is published", () => {
    const published = publishedFrom(({ order }) => (order.properties["tip"] = { type: "integer" }));
    const tip = { pointer: "/components/schemas/CustomerOrder/properties/tip", published: "present", reason: "rare" };
    expect(compareFragment(ours, published, [tip])).toEqual(nothingOpen);
    expect(compareFragment(ours, asOurs, [tip])).toEqual({ ...nothingOpen, fulfilled: [tip] });
  });

  test("does not hide what else changed at the same member", () => {
    const published = publishedFrom((draft) => {
      optional(draft);
      draft.order.properties["seats"] = { type: ["string", "null"] };
    });
    const { changes, wrong } = compareFragment(ours, published, [seats]);
    expect(wrong).toEqual([]);
    expect(changes).toMatchObject([{ kind: "changed", published: ["null", "string"], ours: ["integer", "null"] }]);
  });

  test("in a thing that is gone upstream is no line of its own", () => {
    const { changes, wrong, fulfilled } = compareFragment(ours, { ...accepted, paths: {} }, listed);
    expect([wrong, fulfilled]).toEqual([[], []]);
    expect(changes.map(({ pointer }) => pointer)).toEqual(operationPointers);
  });
});

describe("a departure for what only the fragment has", () => {
  const unauthenticated: Departure = {
    pointer: "/paths/~1v1~1customer-portal~1orders~1{id}/patch/responses/401",
    ours: "present",
    reason: "sent without a token",
  };
  const withOneForm = publishedFrom(({ operation, reply }) => {
    operation.responses["401"] = reply({ $ref: "#/components/schemas/Unauthorized" });
  });

  test("is fulfilled when just that is published", () => {
    expect(compareFragment(ours, asOurs, [unauthenticated])).toEqual({ ...nothingOpen, fulfilled: [unauthenticated] });
  });

  test("gives way to what is left of it when less is published", () => {
    const { partly, changes } = compareFragment(ours, withOneForm, [unauthenticated]);
    expect(changes).toEqual([]);
    expect(partly).toMatchObject([{ departure: unauthenticated, isKept: false }]);
    const left = partly[0]!.left.map(({ pointer, ours: value }): Departure => ({ pointer, ours: value!, reason: "x" }));
    expect(left.length).toBeGreaterThan(0);
    expect(compareFragment(ours, withOneForm, left)).toEqual(nothingOpen);
  });

  test("leaves open where something else is published", () => {
    const other = publishedFrom(({ operation, reply }) => {
      const schema = { type: "object", required: ["error"], properties: { error: { type: "integer" } } };
      operation.responses["401"] = reply(schema);
    });
    const { changes } = compareFragment(ours, other, [unauthenticated]);
    expect(changes.map(({ kind }) => kind)).toContain("added");
  });
});
