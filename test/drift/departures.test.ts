import { describe, expect, test } from "vitest";
import { canonicalise } from "../../scripts/drift/canonical.js";
import { compare } from "../../scripts/drift/compare.js";
import { placesOf, readDepartures, type Departure } from "../../scripts/drift/departures.js";
import { valueAt, type JsonObject } from "../../scripts/drift/json.js";
import { toOpenApi } from "../../scripts/drift/render.js";
import { publishedFrom, publishedWith, type Draft } from "./published.js";
import { bundle } from "../support/fragment.js";

const ours = bundle as unknown as JsonObject;
const listed = await readDepartures();

describe("openapi/departures.json", () => {
  test.each(listed)("$pointer", ({ pointer, published, ours: value, reason }) => {
    const { tree, positions } = canonicalise(ours);
    const places = placesOf(pointer, positions);
    expect(places).not.toEqual([]);
    for (const place of places) {
      const mine = valueAt(tree, place);
      expect(value === "present" && mine !== undefined ? "present" : mine).toEqual(value);
    }
    expect(published).not.toBe("present");
    expect(published).not.toEqual(value);
    expect(reason).not.toBe("");
  });

  test("names each place once", () => {
    const pointers = listed.map(({ pointer }) => pointer);
    expect(new Set(pointers).size).toBe(pointers.length);
  });

  test("is what a description that differs in just that is allowed", () => {
    const { changes, stale } = compare(ours, publishedWith(listed), listed);
    expect({ changes, stale }).toEqual({ changes: [], stale: [] });
  });

  test("without it, each entry is drift", () => {
    const { changes } = compare(ours, publishedWith(listed));
    expect(changes.length).toBeGreaterThanOrEqual(listed.length);
  });
});

function optional({ order }: Draft): void {
  order.required = order.required.filter((name) => name !== "seats");
}

describe("a departure", () => {
  const seats: Departure = {
    pointer: "/components/schemas/CustomerOrder/properties/seats/required",
    ours: true,
    reason: "always sent",
  };

  test("that holds is no drift", () => {
    const { changes, stale } = compare(ours, publishedFrom(optional), [seats]);
    expect({ changes, stale }).toEqual({ changes: [], stale: [] });
  });

  test("that the published document caught up with is stale", () => {
    const { changes, stale } = compare(
      ours,
      publishedFrom(() => {}),
      [seats],
    );
    expect(changes).toEqual([]);
    expect(stale).toEqual([{ departure: seats, message: "published is the same as ours" }]);
  });

  test("with another published value is stale, and what differs is drift", () => {
    const pattern: Departure = {
      pointer: "/components/schemas/DecimalString/pattern",
      published: "^[0-9]+$",
      ours: (bundle.components.schemas["DecimalString"] as { pattern: string }).pattern,
      reason: "exponents",
    };
    const published = publishedFrom(({ schemas }) => (schemas["DecimalString"]!["pattern"] = "^[0-9.]+$"));
    const { changes, stale } = compare(ours, published, [pattern]);
    expect(stale).toEqual([{ departure: pattern, message: 'published is "^[0-9.]+$"' }]);
    expect(changes).toMatchObject([{ kind: "changed", bump: "patch" }]);
  });

  test("with another value of ours is stale", () => {
    const { stale } = compare(ours, publishedFrom(optional), [
      { ...seats, ours: "present" },
      { ...seats, ours: false },
    ]);
    expect(stale.map(({ message }) => message)).toEqual(["ours is true"]);
  });

  test.each(["/components/schemas/Gone/properties/x", "/components/schemas/Address/properties/planet/required"])(
    "that leads nowhere is stale: %s",
    (pointer) => {
      const nowhere: Departure = { pointer, reason: "none" };
      const { stale } = compare(
        ours,
        publishedFrom(() => {}),
        [nowhere],
      );
      expect(stale).toEqual([{ departure: nowhere, message: "the pointer leads nowhere" }]);
    },
  );

  test("from a thing that we do without does not hide what changes in it", () => {
    const legacy = listed.find(({ pointer }) => pointer.includes("amount_type=fixed&legacy=true"))!;
    const changed = structuredClone(legacy.published) as { properties: Record<string, JsonObject> };
    changed.properties["price_amount"] = { type: "string", required: true };
    const published = publishedWith([{ ...legacy, published: changed }]);
    const { changes, stale } = compare(ours, published, [legacy]);
    expect(stale).toEqual([]);
    expect(changes).toMatchObject([
      { kind: "changed", pointer: `${legacy.pointer}/properties/price_amount/type`, bump: "major" },
    ]);
  });

  test("does not hide what else changed at the same member", () => {
    const published = publishedFrom((draft) => {
      optional(draft);
      draft.order.properties["seats"] = { type: ["string", "null"] };
    });
    const { changes, stale } = compare(ours, published, [seats]);
    expect(stale).toEqual([]);
    expect(changes).toMatchObject([{ kind: "changed", bump: "major" }]);
  });
});

test("the canonical form of its own OpenAPI document is itself", () => {
  const { tree } = canonicalise(ours);
  expect(canonicalise(toOpenApi(tree)).tree).toEqual(tree);
});
