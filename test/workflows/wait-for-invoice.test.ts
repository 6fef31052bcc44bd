import { describe, expect, test } from "vitest";
import { createOrdersClient, waitForInvoice, type FetchFunction } from "../../src/index.js";
import { anOrder, createFakePolar } from "../../src/testing.js";
import { failureOf } from "../support/orders.js";
import { servedPolar } from "./served.js";

const url = expect.stringMatching(/^https:\/\//) as string;

describe.concurrent("the first invoice", () => {
  test("is waited for until it is there", async () => {
    const { orders, stored, sent } = await servedPolar({ is_invoice_generated: false }, { rendersAfter: 1 });
    expect(await waitForInvoice(orders, stored)).toEqual({ url, isCurrent: true });
    expect(sent().slice(0, 2)).toEqual(["POST invoice", "GET invoice"]);
  });

  test("is looked for after one second, and after two more", async () => {
    const { orders, stored, sent } = await servedPolar({ is_invoice_generated: false }, { rendersAfter: 2 });
    const started = performance.now();
    expect(await waitForInvoice(orders, stored)).toEqual({ url, isCurrent: true });
    const seconds = sent().filter((request) => request === "GET invoice").length === 2 ? 3 : 7;
    // A timer may fire a millisecond early by the other clock.
    expect(performance.now() - started).toBeGreaterThan(seconds * 1000 - 10);
  });

  test("that never comes is a TimeoutError which names the limit", async () => {
    const { orders, stored, sent } = await servedPolar({ is_invoice_generated: false }, { rendersAfter: Infinity });
    const started = performance.now();
    const error = await failureOf(waitForInvoice(orders, stored, { timeoutMs: 1500 }));
    // A quarter of the limit is kept for the last request.
    expect(performance.now() - started).toBeGreaterThan(1125 - 10);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(error).toMatchObject({ name: "TimeoutError", limit: "timeoutMs", timeoutMs: 1500 });
    expect((error as Error).message).toMatch(
      /^GET \/v1\/customer-portal\/orders\/\{id\}\/invoice took longer than 1500 ms/,
    );
    // A busy machine has no time for the second look.
    expect(["POST invoice", "GET invoice", "GET invoice"]).toEqual(expect.arrayContaining(sent()));
    expect(error).toHaveProperty("attempts", sent().length);
  });

  test.each([1, 2, 3])("is not asked for without end in %d ms", async (timeoutMs) => {
    const polar = createFakePolar({ orders: [anOrder({ is_invoice_generated: false })], rendersAfter: Infinity });
    const controller = new AbortController();
    const fetch: FetchFunction = (input, init) => {
      if (polar.requests.length > 5) controller.abort("asks without end");
      return polar.fetch(input, init);
    };
    const orders = createOrdersClient({ customerSession: polar.token, fetch });
    const options = { timeoutMs, signal: controller.signal };
    expect(await failureOf(waitForInvoice(orders, polar.orders[0]!, options))).toMatchObject({ name: "TimeoutError" });
  });

  test("of a draft order is a ConflictError at once", async () => {
    const { orders, stored, sent } = await servedPolar({ status: "draft", is_invoice_generated: false });
    expect(await failureOf(waitForInvoice(orders, stored))).toMatchObject({
      name: "ConflictError",
      code: "OrderNotEligibleForInvoice",
    });
    expect(sent()).toEqual(["POST invoice"]);
  });

  test("of an order without a name is a ValidationError at once", async () => {
    const { orders, stored } = await servedPolar({ billing_name: null, is_invoice_generated: false });
    expect(await failureOf(waitForInvoice(orders, stored))).toMatchObject({ code: "MissingInvoiceBillingDetails" });
  });

  test("of an order that is gone is a NotFoundError, and no reason to wait", async () => {
    const { orders, polar, stored } = await servedPolar({ is_invoice_generated: false }, { rendersAfter: Infinity });
    const failure = failureOf(waitForInvoice(orders, stored));
    while (polar.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    polar.orders.length = 0;
    expect(await failure).toMatchObject({ name: "NotFoundError", code: "ResourceNotFound" });
  });

  test("is not waited for any more when a poll fails", async () => {
    const { orders, polar, stored } = await servedPolar({ is_invoice_generated: false }, { rendersAfter: Infinity });
    const failure = failureOf(waitForInvoice(orders, stored));
    while (polar.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    polar.failNext({ status: 500 });
    expect(await failure).toMatchObject({ name: "ServerError", status: 500 });
  });
});

describe.concurrent("an invoice that exists", () => {
  test("is current when modified_at has moved", async () => {
    const { orders, stored } = await servedPolar({ is_invoice_generated: true }, { rendersAfter: 1 });
    const order = await orders.update(stored.id, { billing_name: "Grace Hopper" });
    expect(await waitForInvoice(orders, order)).toEqual({ url, isCurrent: true });
  });

  test("is given as it is when the time is over", async () => {
    const { orders, stored, sent } = await servedPolar({ is_invoice_generated: true }, { rendersAfter: Infinity });
    const order = await orders.update(stored.id, { billing_name: "Grace Hopper" });
    expect(await waitForInvoice(orders, order, { timeoutMs: 1500 })).toEqual({ url, isCurrent: false });
    expect(sent()).toEqual(["PATCH", "POST invoice", "GET", "GET invoice"]);
  });
});

describe.concurrent("the signal", () => {
  test("ends a wait promptly, with its reason", async () => {
    const { orders, polar, stored } = await servedPolar({ is_invoice_generated: false }, { rendersAfter: Infinity });
    const controller = new AbortController();
    const failure = failureOf(waitForInvoice(orders, stored, { signal: controller.signal }));
    while (polar.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const started = performance.now();
    controller.abort("left");
    expect(await failure).toBe("left");
    expect(performance.now() - started).toBeLessThan(500);
  });

  test("that has aborted sends nothing", async () => {
    const { orders, polar, stored } = await servedPolar();
    expect(await failureOf(waitForInvoice(orders, stored, { signal: AbortSignal.abort("left") }))).toBe("left");
    expect(polar.requests).toHaveLength(0);
  });
});

test("the calls get the time that is left", async () => {
  const { orders, polar, stored } = await servedPolar({ is_invoice_generated: false });
  polar.failNext("stall");
  const error = await failureOf(waitForInvoice(orders, stored, { timeoutMs: 200 }));
  expect(error).toMatchObject({ name: "TimeoutError", limit: "timeoutMs", attempts: 1 });
});

test.each([0, -1, 0.9, Number.NaN])("a timeoutMs of %d is refused", async (timeoutMs) => {
  const { orders, polar, stored } = await servedPolar();
  expect(await failureOf(waitForInvoice(orders, stored, { timeoutMs }))).toBeInstanceOf(TypeError);
  expect(polar.requests).toHaveLength(0);
});
