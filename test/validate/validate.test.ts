import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { isPolarError, type CustomerOrder, type CustomerOrderUpdate } from "../../src/index.js";
import * as validators from "../../src/validate.js";
import { completeDocument } from "../support/complete.js";
import { withValue, type Path } from "../support/schemas.js";

const { assertResponse, ContractViolationError, customerOrderSchema, customerOrderUpdateSchema, reportTo } = validators;
type Handler = Parameters<typeof reportTo>[0];

const operation = "customer_portal:orders:update";
const order = completeDocument("CustomerOrder") as CustomerOrder;
const news = [
  [["status"], "brand_new"],
  [["product", "prices", 0, "amount_type"], "brand_new"],
] as const;
const outgrown = news.reduce<unknown>((document, [path, value]) => withValue(document, path, value), order);

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

test("the entry exports these names and no other", () => {
  expect(Object.keys(validators).toSorted()).toEqual([
    "ContractViolationError",
    "assertResponse",
    "billingDetailsSchema",
    "customerOrderSchema",
    "customerOrderUpdateSchema",
    "isAddition",
    "reportTo",
  ]);
});

describe("Standard Schema", () => {
  test("both validators are version 1, with the types that they stand for", () => {
    const request: StandardSchemaV1<CustomerOrderUpdate> = customerOrderUpdateSchema;
    const response: StandardSchemaV1<CustomerOrder> = customerOrderSchema;
    for (const schema of [request, response]) {
      expect(schema["~standard"]).toEqual({ version: 1, vendor: "polar-orders", validate: expect.any(Function) });
    }
    expectTypeOf<StandardSchemaV1.InferOutput<typeof customerOrderSchema>>().toEqualTypeOf<CustomerOrder>();
    expectTypeOf<StandardSchemaV1.InferInput<typeof customerOrderUpdateSchema>>().toEqualTypeOf<CustomerOrderUpdate>();
  });

  test("a valid value comes back itself, unknown members and all", () => {
    const value = { ...order, brand_new: { a: 1 } };
    const before = structuredClone(value);
    const result = customerOrderSchema["~standard"].validate(value);
    expect(result).toEqual({ value });
    expect("value" in result && result.value).toBe(value);
    expect(value).toEqual(before);
  });

  test.each<[unknown, Path, string, string]>([
    [{ billing_name: 5 }, ["billing_name"], "type", "must be a string"],
    [{ billing_name: "a\u0000b" }, ["billing_name"], "pattern", "must not contain the character NUL"],
    [{ billing_address: {} }, ["billing_address", "country"], "missing", "is required"],
    [
      { billing_address: { country: "RU" } },
      ["billing_address", "country"],
      "enum",
      "must be a two-letter country code that Polar accepts",
    ],
    [{ billing_address: { country: "" } }, ["billing_address", "country"], "missing", "is required"],
    [{ billing_address: { country: null } }, ["billing_address", "country"], "type", "must be a string"],
    [{ _csrf: "x" }, ["_csrf"], "unknown_member", "is unknown; known are billing_name, billing_address"],
    [
      { billing_address: { country: "US", zip: "94105" } },
      ["billing_address", "zip"],
      "unknown_member",
      "is unknown; known are line1, line2, postal_code, city, state, country",
    ],
    [{ billing_address: [] }, ["billing_address"], "type", "must be an object"],
    [null, [], "type", "must be an object"],
    [undefined, [], "missing", "is required"],
  ])("of the request %j it says where and why", (value, path, code, message) => {
    expect(customerOrderUpdateSchema["~standard"].validate(value)).toEqual({ issues: [{ path, code, message }] });
  });

  test("undefined is as good as absent: that is how JSON writes it", () => {
    const value = { billing_name: undefined, billing_address: { country: "US", line1: undefined } };
    expect(customerOrderUpdateSchema["~standard"].validate(value)).toEqual({ value });
  });

  test.each<[string, unknown]>([
    ["FormData", new FormData()],
    ["URLSearchParams", new URLSearchParams()],
    ["a Map", new Map([["billing_name", "Ada"]])],
    ["a Date", new Date()],
    ["an instance of a class", new Error("x")],
  ])("%s is not a request, because it would be sent as {}", (_what, value) => {
    const issue = { code: "type", message: "must be a plain object" };
    const { validate } = customerOrderUpdateSchema["~standard"];
    expect(validate(value)).toEqual({ issues: [{ ...issue, path: [] }] });
    expect(validate({ billing_address: value })).toEqual({ issues: [{ ...issue, path: ["billing_address"] }] });
  });

  test("an object of another realm, or without a prototype, is a plain one", () => {
    const { validate } = customerOrderUpdateSchema["~standard"];
    expect(validate(runInNewContext(`({ billing_address: { country: "US" } })`)).issues).toBeUndefined();
    expect(validate(Object.assign(Object.create(null), { billing_name: "Ada" })).issues).toBeUndefined();
  });

  test("a message of the order's schema is for people too", () => {
    const price = order.product!.prices.findIndex(({ amount_type }) => amount_type === "metered_unit");
    const faults: [Path, unknown][] = [
      [["id"], "x"],
      [["created_at"], "today"],
      [["product", "organization", "socials", 0, "url"], "polar.sh"],
      [["product", "prices", price, "unit_amount"], "a lot"],
    ];
    const broken = faults.reduce<unknown>((document, [path, value]) => withValue(document, path, value), order);
    const messages = customerOrderSchema["~standard"].validate(broken).issues?.map(({ message }) => message);
    expect(messages?.toSorted()).toEqual([
      "must be a UUID",
      "must be a complete URL",
      "must be a date and time with its offset from UTC (RFC 3339)",
      "must be a decimal number",
    ]);
  });

  test("every fault is reported, not the first only", () => {
    const broken = { ...order, id: "x", paid: "yes", items: [{ ...order.items[0], label: 5 }, 5] };
    expect(customerOrderSchema["~standard"].validate(broken).issues).toMatchObject([
      { path: ["id"], code: "format" },
      { path: ["paid"], code: "type" },
      { path: ["items", 0, "label"], code: "type" },
      { path: ["items", 1], code: "type" },
    ]);
  });
});

describe("assertResponse", () => {
  test("lets a valid order pass, and one with additions", () => {
    expect(thrownBy(() => assertResponse(order, operation))).toBeUndefined();
    expect(thrownBy(() => assertResponse(outgrown, operation))).toBeUndefined();
    expect(customerOrderSchema["~standard"].validate(outgrown).issues?.every(validators.isAddition)).toBe(true);
  });

  test("throws what breaks the contract, and of that no value", () => {
    const secret = "Ada Lovelace, 12 St James's Square";
    const broken = { ...(outgrown as object), id: secret, billing_name: [secret], currency: { [secret]: secret } };
    const error = thrownBy(() => assertResponse(broken, operation));
    expect(error).toBeInstanceOf(ContractViolationError);
    expect(error).toMatchObject({
      name: "ContractViolationError",
      message: "customer_portal:orders:update returned a body that breaks the contract",
      operation,
      issues: [
        { path: ["id"], code: "format" },
        { path: ["currency"], code: "type" },
        { path: ["billing_name"], code: "type" },
      ],
    });
    expect((error as Error).stack).toMatch(/^ContractViolationError: customer_portal/);
    for (const text of [JSON.stringify(error), inspect(error, { depth: Infinity, showHidden: true }), String(error)]) {
      expect(text).not.toContain("Ada");
      expect(text).not.toContain("brand_new");
    }
    expect(isPolarError(error)).toBe(false);
  });

  test.each(["", "toString", "customer_portal:orders:delete"])(
    "the operation %j is a mistake of the caller",
    (wrong) => {
      const error = thrownBy(() => assertResponse(order, wrong));
      expect(error).toEqual(new TypeError("operation must be the operationId of one of the client's calls"));
    },
  );
});

describe("reportTo", () => {
  test("hands over all issues, additions included", () => {
    const handler = vi.fn<Handler>();
    const broken = { ...(outgrown as object), paid: null };
    expect(reportTo(handler)(broken, operation)).toBeUndefined();
    expect(handler).toHaveBeenCalledExactlyOnceWith(
      [
        { path: ["status"], code: "unknown_enum_value", message: "is not one of the known values" },
        { path: ["paid"], code: "type", message: "must be true or false" },
        {
          path: ["product", "prices", 0, "amount_type"],
          code: "unknown_price_kind",
          message: "is not one of the known variants",
        },
      ],
      operation,
    );
  });

  test("stays silent if there is nothing to say", () => {
    const handler = vi.fn<Handler>();
    reportTo(handler)({ ...order, brand_new: 1 }, operation);
    expect(handler).not.toHaveBeenCalled();
  });

  test("what the handler throws, at once or later, is ignored", async () => {
    const handler = vi.fn<Handler>();
    const check = reportTo(handler);
    handler.mockImplementationOnce(() => {
      throw new Error("at once");
    });
    handler.mockImplementationOnce(() => Promise.reject(new Error("later")) as never);
    expect(thrownBy(() => check({}, operation))).toBeUndefined();
    expect(thrownBy(() => check({}, operation))).toBeUndefined();
    expect(handler).toHaveBeenCalledTimes(2);
    await new Promise(setImmediate);
  });
});

describe("of a body with endless faults", () => {
  const items = Array.from({ length: 100_000 }, () => ({}));
  const broken = { ...order, items };

  /** Reading any entry after those that the 100 issues are about is a fault of its own. */
  const guarded = (entries: readonly unknown[]) =>
    new Proxy(entries as unknown[], {
      get(target, key, receiver) {
        if (Number(key) > 100) throw new Error(`read entry ${String(key)}`);
        return Reflect.get(target, key, receiver) as unknown;
      },
    });

  test("no more than 100 are reported, and nothing is read after them", () => {
    const read = { ...order, items: guarded(items) };
    expect(customerOrderSchema["~standard"].validate(read).issues).toHaveLength(100);
    expect(thrownBy(() => assertResponse(read, operation))).toHaveProperty("issues.length", 100);
    const handler = vi.fn<Handler>();
    reportTo(handler)(read, operation);
    expect(handler.mock.calls[0]![0]).toHaveLength(100);
    expect(thrownBy(() => assertResponse(broken, operation))).toHaveProperty("issues.length", 100);
  });

  test("the members of a map and of a request are bounded too", () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, 1]));
    expect(customerOrderUpdateSchema["~standard"].validate(many).issues).toHaveLength(100);
    const price = order.product!.prices.findIndex(({ amount_type }) => amount_type === "unit_based");
    const labels = withValue(order, ["product", "prices", price, "unit_label"], many);
    expect(customerOrderSchema["~standard"].validate(labels).issues).toHaveLength(100);
  });

  test("additions hide no fault from assertResponse", () => {
    const benefits = Array.from({ length: 150 }, () => ({ ...order.product!.benefits[0], type: "of_tomorrow" }));
    const grown = withValue(order, ["product", "benefits"], benefits);
    expect(thrownBy(() => assertResponse(grown, operation))).toBeUndefined();
    const late = withValue(grown, ["product", "benefits", 149, "description"], 5);
    expect(thrownBy(() => assertResponse(late, operation))).toMatchObject({
      issues: [{ path: ["product", "benefits", 149, "description"], code: "type" }],
    });
  });
});
