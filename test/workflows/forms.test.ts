import { describe, expect, test } from "vitest";
import { isOrderId, issuesByField, subdivisions } from "../../src/index.js";
import { billingDetailsSchema } from "../../src/validate.js";
import { failureOf } from "../support/orders.js";
import { servedPolar } from "./served.js";

const issuesOf = (value: unknown): readonly { path: unknown; code: string; message: string }[] =>
  billingDetailsSchema["~standard"].validate(value).issues ?? [];

describe("subdivisions", () => {
  // Typed from Polar's server: the 50 states with the District of Columbia, and 13 provinces and territories.
  test("are those that Polar accepts, each once", () => {
    expect(subdivisions.US).toHaveLength(51);
    expect(subdivisions.CA).toHaveLength(13);
    const codes = [...subdivisions.US, ...subdivisions.CA].map(({ code }) => code);
    expect(new Set(codes).size).toBe(64);
    expect(codes).not.toEqual(expect.arrayContaining(["US-PR"]));
    for (const code of codes) expect(code).toMatch(/^(US|CA)-[A-Z]{2}$/);
  });

  test.each(["US", "CA"] as const)("of %s are each taken by Polar's rule", async (country) => {
    const { orders, polar } = await servedPolar({ billing_address: null });
    for (const { code } of subdivisions[country]) {
      polar.orders[0]!.billing_address = null;
      const order = await orders.update(polar.orders[0]!.id, { billing_address: { country, state: code } });
      expect(order.billing_address?.state).toBe(code);
    }
  });
});

describe("billingDetailsSchema", () => {
  test.each([
    { billing_name: "Ada" },
    { billing_address: { country: "US", state: "CA" } },
    { billing_address: { country: "US", state: " US-CA " } },
    { billing_address: { country: "CA", state: "ON" } },
    { billing_address: { country: "US", state: "" } },
    { billing_address: { country: "US", state: null } },
    { billing_address: { country: "FR", state: "anything" } },
  ])("takes %j", (value) => {
    expect(billingDetailsSchema["~standard"].validate(value)).toEqual({ value });
  });

  test.each([
    ["US", "ca", "must be the code of a US state, such as CA"],
    ["US", "PR", "must be the code of a US state, such as CA"],
    ["US", "CA-ON", "must be the code of a US state, such as CA"],
    ["CA", "CA", "must be the code of a Canadian province, such as ON"],
    ["CA", "US-NY", "must be the code of a Canadian province, such as ON"],
  ])("points at the state of %s if it is %s", (country, state, message) => {
    expect(issuesOf({ billing_address: { country, state } })).toEqual([
      { path: ["billing_address", "state"], code: "subdivision", message },
    ]);
  });

  test("reports an address that is to be removed, which correctBillingDetails refuses", () => {
    expect(issuesOf({ billing_address: null })).toEqual([
      { path: ["billing_address"], code: "type", message: "cannot be removed" },
    ]);
  });

  test("reports what the contract forbids as well", () => {
    expect(issuesOf({ billing_nmae: "Ada" })).toMatchObject([{ code: "unknown_member" }]);
    expect(issuesOf(null)).toMatchObject([{ code: "type" }]);
  });
});

describe("issuesByField", () => {
  test("sorts a ValidationError's messages by field", async () => {
    const { orders, stored } = await servedPolar();
    const changes = { billing_name: "a\u0000", billing_address: { country: "XX" as "US" } };
    const error = await failureOf(orders.update(stored.id, changes));
    const messages = issuesByField(error as Parameters<typeof issuesByField>[0]);
    expect(Object.keys(messages).toSorted()).toEqual(["billing_address.country", "billing_name"]);
    expect(messages["billing_name"]).toEqual(["Value error, This value contains invalid characters"]);
  });

  test("sorts a schema's issues by field, several to one", () => {
    const issues = [
      { path: ["billing_address", { key: "country" }], message: "is required" },
      { path: ["billing_address", "country"], message: "must be known" },
      { path: [], message: "about the whole" },
      { message: "without a path" },
      { path: ["__proto__"], message: "odd" },
    ];
    expect({ ...issuesByField({ issues }) }).toEqual({
      "billing_address.country": ["is required", "must be known"],
      "": ["about the whole", "without a path"],
      ["__proto__"]: ["odd"],
    });
  });
});

test("isOrderId knows what the operations take", async () => {
  expect(isOrderId("4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a")).toBe(true);
  expect(isOrderId("4F6C1B0E-5A53-4D2E-9A0B-6F0D8D1C2B3A")).toBe(true);
  for (const value of ["", "abc", "c232ab00-9414-11ec-b3c8-9f6bdeced846", null, 5, {}])
    expect(isOrderId(value)).toBe(false);
});
