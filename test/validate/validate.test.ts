import { inspect } from "node:util";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { isPolarError, type CustomerOrder, type CustomerOrderUpdate } from "../../src/index.js";
import * as validators from "../../src/validate.js";
import { completeDocument } from "../support/complete.js";
import { withValue, type Path } from "../support/spots.js";

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
    [{ billing_name: "a\u0000b" }, ["billing_name"], "pattern", String.raw`must match ^[^\u0000]*$`],
    [{ billing_address: {} }, ["billing_address", "country"], "missing", "is required"],
    [
      { billing_address: { country: "RU" } },
      ["billing_address", "country"],
      "enum",
      "must be one of the listed values",
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

  test("every fault is told, not the first only", () => {
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
      message: "customer_portal:orders:update answered with a body that breaks the contract",
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

  test.each(["", "toString", "customer_portal:orders:list"])("the operation %j is a mistake of the caller", (wrong) => {
    const error = thrownBy(() => assertResponse(order, wrong));
    expect(error).toEqual(new TypeError("operation must be the operationId of one of the client's calls"));
  });
});

describe("reportTo", () => {
  test("hands over all issues, additions included", () => {
    const handler = vi.fn<Handler>();
    const broken = { ...(outgrown as object), paid: null };
    expect(reportTo(handler)(broken, operation)).toBeUndefined();
    expect(handler).toHaveBeenCalledExactlyOnceWith(
      [
        { path: ["status"], code: "unknown_enum_value", message: "is none of the known values" },
        { path: ["paid"], code: "type", message: "must be true or false" },
        {
          path: ["product", "prices", 0, "amount_type"],
          code: "unknown_price_kind",
          message: "is none of the known kinds",
        },
      ],
      operation,
    );
  });

  test("stays silent where there is nothing to say", () => {
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
