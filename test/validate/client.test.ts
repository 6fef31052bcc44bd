import { describe, expect, test, vi } from "vitest";
import type { CustomerOrder, FetchFunction, OrdersClientOptions } from "../../src/index.js";
import { assertResponse, ContractViolationError, reportTo, type Issue } from "../../src/validate.js";
import { completeDocument } from "../support/complete.js";
import { failureOf, id, testClient } from "../support/orders.js";

const operation = "customer_portal:orders:update";
type CheckResponse = NonNullable<OrdersClientOptions["checkResponse"]>;
const order = completeDocument("CustomerOrder") as CustomerOrder;

/** Answers with these, one after the other. */
function answering(...answers: (() => Response)[]) {
  return vi.fn<FetchFunction>(async () => answers.shift()!());
}

const success = (body: unknown) => () => Response.json(body);

describe("checkResponse", () => {
  test("sees the parsed body and the operation once, after the last attempt", async () => {
    const fetch = answering(
      () => new Response("", { status: 503 }),
      () => new Response("{"),
      success(order),
    );
    const seen: unknown[] = [];
    const { orders, events } = testClient({ fetch, checkResponse: (...args) => seen.push([...args, events.length]) });
    expect(await orders.update(id, {})).toEqual(order);
    expect(seen).toEqual([[order, operation, 3]]);
  });

  test("is not asked about an error", async () => {
    const checkResponse = vi.fn<CheckResponse>();
    const { orders } = testClient({ fetch: answering(() => Response.json({}, { status: 404 })), checkResponse });
    expect(await failureOf(orders.update(id, {}))).toMatchObject({ status: 404 });
    expect(checkResponse).not.toHaveBeenCalled();
  });

  test.each<[string, CheckResponse]>([
    [
      "throws",
      () => {
        throw new RangeError("refused");
      },
    ],
    ["rejects with", () => Promise.reject(new RangeError("refused")) as never],
  ])("what it %s is the call's error, untouched, and nothing is sent again", async (_how, checkResponse) => {
    const fetch = answering(success(order), success(order));
    const { orders } = testClient({ fetch, checkResponse });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toBeInstanceOf(RangeError);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test.each([null, true, "assert", {}])("%j is no function", (wrong) => {
    expect(() => testClient({ checkResponse: wrong as never })).toThrow(
      new TypeError("checkResponse must be a function"),
    );
  });
});

describe("the functions of ./validate in the client", () => {
  const broken = { ...order, paid: "yes" };

  test("without one a broken order is trusted", async () => {
    const { orders } = testClient({ fetch: answering(success(broken)) });
    expect(await orders.update(id, {})).toEqual(broken);
  });

  test("assertResponse refuses it", async () => {
    const { orders } = testClient({ fetch: answering(success(broken)), checkResponse: assertResponse });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toBeInstanceOf(ContractViolationError);
    expect(error).toMatchObject({ operation, issues: [{ path: ["paid"], code: "type" }] });
  });

  test("reportTo lets it through and reports it", async () => {
    const reports: [Issue[], string][] = [];
    const checkResponse = reportTo((...report) => void reports.push(report));
    const { orders } = testClient({ fetch: answering(success(broken), success(order)), checkResponse });
    expect(await orders.update(id, {})).toEqual(broken);
    expect(await orders.update(id, {})).toEqual(order);
    expect(reports).toMatchObject([[[{ path: ["paid"], code: "type" }], operation]]);
  });
});
