import { describe, expect, test } from "vitest";
import { correctBillingDetails, type BillingChanges } from "../../src/index.js";
import type { Fault } from "../../src/testing.js";
import { failureOf } from "../support/orders.js";
import { servedPolar } from "./served.js";

const address = {
  line1: "1 Main St",
  line2: null,
  postal_code: "94105",
  city: "San Francisco",
  state: "US-CA",
  country: "US",
} as const;
const url = expect.stringMatching(/^https:\/\//) as string;
const details = { billing_name: "Ada", billing_address: address, is_invoice_generated: false };
const invoiced = { ...details, is_invoice_generated: true };

describe.concurrent("the whole job", () => {
  test("changes what is asked for and carries the rest of the address over", async () => {
    const { orders, stored, sent } = await servedPolar(details);
    const changes = { billing_name: "Ada Lovelace", billing_address: { city: "Oakland" } };
    const { order, isChanged, ...rest } = await correctBillingDetails(orders, stored.id, changes);
    expect(order).toMatchObject({ billing_name: "Ada Lovelace", billing_address: { ...address, city: "Oakland" } });
    expect([isChanged, rest]).toEqual([true, {}]);
    expect(sent()).toEqual(["GET", "PATCH"]);
  });

  test.each<[string, BillingChanges]>([
    ["no change", {}],
    ["the stored name", { billing_name: "Ada" }],
    ["the stored address", { billing_address: { ...address, state: "CA" } }],
    ["the stored country in lower case", { billing_address: { country: "us" as "US", city: undefined } }],
    ["a line that differs in spaces only", { billing_address: { city: " San Francisco " } }],
    ["a blank line if none is stored", { billing_address: { line2: " " } }],
  ])("updates nothing for %s", async (_fact, changes) => {
    const { orders, stored, sent } = await servedPolar(details);
    expect(await correctBillingDetails(orders, stored.id, changes)).toEqual({ order: stored, isChanged: false });
    expect(sent()).toEqual(["GET"]);
  });

  test.each(["line1", "line2", "postal_code", "city"])("updates if %s alone differs", async (line) => {
    const { orders, stored, sent } = await servedPolar(details);
    const { order, isChanged } = await correctBillingDetails(orders, stored.id, { billing_address: { [line]: "New" } });
    expect([order.billing_address, isChanged]).toEqual([{ ...address, [line]: "New" }, true]);
    expect(sent()).toEqual(["GET", "PATCH"]);
  });

  test("updates if one line of several differs", async () => {
    const { orders, stored } = await servedPolar(details);
    const changes = { billing_address: { line1: address.line1, city: "Oakland" } };
    expect(await correctBillingDetails(orders, stored.id, changes)).toMatchObject({ isChanged: true });
  });

  test("takes the changes as they were when it was called", async () => {
    const { orders, stored } = await servedPolar(details);
    const changes = { billing_name: "Grace", billing_address: { city: "Oakland" } };
    const corrected = correctBillingDetails(orders, stored.id, changes);
    Object.assign(changes, { billing_name: "later", billing_address: null });
    const { order } = await corrected;
    expect(order).toMatchObject({ billing_name: "Grace", billing_address: { city: "Oakland" } });
  });

  test("sends only the member that changes", async () => {
    const { orders, polar, stored } = await servedPolar(details);
    await correctBillingDetails(orders, stored.id, { billing_name: "Ada", billing_address: { line2: "Suite 2" } });
    expect(JSON.parse(polar.requests[1]!.body!)).toEqual({ billing_address: { ...address, line2: "Suite 2" } });
  });

  test("corrects the name of an order whose country Polar does not take back, if the address is sent unchanged", async () => {
    const stored = { ...address, state: null, country: "RU" } as const;
    const { orders, polar, stored: before, sent } = await servedPolar({ ...details, billing_address: stored });
    const { country: _country, ...lines } = stored;
    const changes = { billing_name: "Ada Lovelace", billing_address: lines };
    const { order } = await correctBillingDetails(orders, before.id, changes);
    expect(order).toMatchObject({ billing_name: "Ada Lovelace", billing_address: stored });
    expect(JSON.parse(polar.requests[1]!.body!)).toEqual({ billing_name: "Ada Lovelace" });
    const moved = { billing_address: { city: "Moscow" } };
    expect(await failureOf(correctBillingDetails(orders, before.id, moved))).toBeInstanceOf(TypeError);
    expect(sent()).toEqual(["GET", "PATCH", "GET"]);
  });

  test("gives an order its first address", async () => {
    const { orders, stored } = await servedPolar({ ...details, billing_address: null });
    const changes = { billing_address: { country: "CA", state: "ON", city: "Toronto" } } as const;
    const { order } = await correctBillingDetails(orders, stored.id, changes);
    expect(order.billing_address).toMatchObject({ country: "CA", state: "CA-ON", city: "Toronto" });
  });

  test("has an existing invoice rendered again, and waits for it", async () => {
    const { orders, polar, stored } = await servedPolar(invoiced);
    const outcome = await correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" });
    expect(outcome).toMatchObject({ isChanged: true, invoice: { url, isCurrent: true } });
    expect(polar.invoices.get(stored.id)).toMatchObject({ billing_name: "Ada Lovelace" });
  });

  test("that comes too late: the link, said not to be current", async () => {
    const { orders, stored } = await servedPolar(invoiced, { rendersAfter: Infinity });
    const options = { timeoutMs: 1200 };
    const outcome = await correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" }, options);
    expect(outcome).toMatchObject({ isChanged: true, invoice: { url, isCurrent: false } });
  });

  test("requests an existing invoice again if nothing changes, without waiting", async () => {
    const { orders, stored, sent } = await servedPolar(invoiced);
    const started = performance.now();
    const outcome = await correctBillingDetails(orders, stored.id, { billing_name: "Ada" });
    expect(performance.now() - started).toBeLessThan(900);
    expect(outcome).toMatchObject({ isChanged: false, invoice: { url, isCurrent: false } });
    expect(sent()).toEqual(["GET", "POST invoice", "GET invoice"]);
  });

  test("heals the PDF by a second call after a failed rendering", async () => {
    const { orders, polar, stored } = await servedPolar(invoiced);
    const failing = correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" });
    while (polar.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    polar.failNext({ status: 500 });
    expect(await failing).toMatchObject({ isChanged: true, invoiceError: { name: "ServerError" } });
    expect(polar.invoices.get(stored.id)?.billing_name).not.toBe("Ada Lovelace");
    await correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" });
    await orders.get(stored.id);
    expect(polar.invoices.get(stored.id)).toMatchObject({ billing_name: "Ada Lovelace" });
  });
});

/** Makes the n-th request meet a fault, counted from 1. */
function failAt(polar: Awaited<ReturnType<typeof servedPolar>>["polar"], position: number, fault: Fault): void {
  // An answer that is what it would be anyway cannot be queued, so the fault is queued when its turn has come.
  const push = polar.requests.push.bind(polar.requests);
  if (position === 1) polar.failNext(fault);
  polar.requests.push = (...requests) => {
    const length = push(...requests);
    if (length === position - 1) queueMicrotask(() => polar.failNext(fault));
    return length;
  };
}

describe.concurrent("a failure", () => {
  test.each<[string, number, Fault, object]>([
    ["of the reading", 1, { status: 500 }, { name: "ServerError" }],
    ["of the reading, by a lost connection", 1, "connection", { name: "ConnectionError" }],
    ["of the update", 2, { status: 429 }, { name: "RateLimitError" }],
    [
      "of the update, which somebody else has locked meanwhile",
      2,
      { status: 422, body: { error: "PolarRequestValidationError", detail: [] } },
      { name: "ValidationError", issues: [] },
    ],
    ["of the update, by a broken answer", 2, "broken body", { name: "UnreadableResponseError" }],
  ])("%s rejects as the call does", async (_fact, position, fault, expected) => {
    const { orders, polar, stored, sent } = await servedPolar(invoiced);
    failAt(polar, position, fault);
    const error = await failureOf(correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" }));
    expect(error).toMatchObject(expected);
    expect(sent()).toHaveLength(position);
  });

  test.each<[string, number, Fault, object]>([
    ["of the request for the invoice", 3, { status: 500 }, { name: "ServerError" }],
    ["of a poll", 4, "connection", { name: "ConnectionError" }],
    [
      "of a poll, by an expired token",
      4,
      { status: 401, body: { error: "invalid_token" } },
      { reason: "invalid_token" },
    ],
  ])("%s after the update is in invoiceError", async (_fact, position, fault, expected) => {
    const { orders, polar, stored } = await servedPolar(invoiced);
    failAt(polar, position, fault);
    const outcome = await correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" });
    expect(outcome).toMatchObject({ isChanged: true, order: { billing_name: "Ada Lovelace" }, invoiceError: expected });
    expect(outcome).not.toHaveProperty("invoice");
  });

  test("of the link after the order has moved is in invoiceError", async () => {
    const { orders, polar, stored, sent } = await servedPolar(invoiced, { rendersAfter: 1 });
    const position = 6;
    failAt(polar, position, { status: 503 });
    const outcome = await correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" });
    expect(outcome).toMatchObject({ isChanged: true, invoiceError: { status: 503 } });
    expect(sent()).toEqual(["GET", "PATCH", "POST invoice", "GET", "GET", "GET invoice"]);
  });

  test("of the link when the time is over is in invoiceError", async () => {
    const { orders, polar, stored, sent } = await servedPolar(invoiced, { rendersAfter: Infinity });
    failAt(polar, 5, { status: 503 });
    const changes = { billing_name: "Ada Lovelace" };
    const outcome = await correctBillingDetails(orders, stored.id, changes, { timeoutMs: 1200 });
    expect(outcome).toMatchObject({ isChanged: true, invoiceError: { status: 503 } });
    expect(sent()).toEqual(["GET", "PATCH", "POST invoice", "GET", "GET invoice"]);
  });

  test("of a poll that stalls ends with the link, said not to be current", async () => {
    const { orders, polar, stored } = await servedPolar(invoiced, { rendersAfter: Infinity });
    failAt(polar, 4, "stall");
    const changes = { billing_name: "Ada Lovelace" };
    const outcome = await correctBillingDetails(orders, stored.id, changes, { timeoutMs: 1200 });
    expect(outcome).toMatchObject({ isChanged: true, invoice: { url, isCurrent: false } });
  });

  test("of a request for an unchanged invoice that stalls is bound by timeoutMs", async () => {
    const { orders, polar, stored } = await servedPolar(invoiced);
    failAt(polar, 2, "stall");
    const outcome = await correctBillingDetails(orders, stored.id, {}, { timeoutMs: 200 });
    expect(outcome).toMatchObject({ isChanged: false, invoiceError: { name: "TimeoutError", timeoutMs: 200 } });
  });

  test("of the link is in invoiceError too", async () => {
    const { orders, polar, stored } = await servedPolar(invoiced);
    failAt(polar, 3, { status: 503 });
    const outcome = await correctBillingDetails(orders, stored.id, {});
    expect(outcome).toMatchObject({ isChanged: false, invoiceError: { status: 503 } });
  });

  test.each<[string, number, BillingChanges]>([
    ["the reading", 1, {}],
    ["the update", 2, { billing_name: "Ada Lovelace" }],
    ["the request for the invoice", 3, { billing_name: "Ada Lovelace" }],
    ["the request for an unchanged invoice", 2, {}],
    ["the reading of its link", 3, {}],
  ])("that is the caller's abort ends %s at once", async (_fact, position, changes) => {
    const { orders, polar, stored } = await servedPolar(invoiced);
    failAt(polar, position, "stall");
    const controller = new AbortController();
    const failure = failureOf(correctBillingDetails(orders, stored.id, changes, { signal: controller.signal }));
    while (polar.requests.length < position) await new Promise((resolve) => setImmediate(resolve));
    const started = performance.now();
    controller.abort("left");
    expect(await failure).toBe("left");
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("that is the caller's abort rejects at any time", async () => {
    const { orders, polar, stored } = await servedPolar(invoiced, { rendersAfter: Infinity });
    const controller = new AbortController();
    const failure = failureOf(
      correctBillingDetails(orders, stored.id, { billing_name: "Ada Lovelace" }, { signal: controller.signal }),
    );
    while (polar.requests.length < 3) await new Promise((resolve) => setImmediate(resolve));
    controller.abort("left");
    expect(await failure).toBe("left");
    expect(polar.orders[0]).toMatchObject({ billing_name: "Ada Lovelace" });
  });
});

describe("a wrong argument is refused before anything is sent", () => {
  test.each<[unknown, string]>([
    [
      { billing_address: null },
      "changes.billing_address must not be null: removing the address would unlock its country",
    ],
    [{ name: "Ada" }, "changes has an unknown member name; known are billing_name, billing_address"],
    [{ billing_name: 5 }, "changes.billing_name must be a string or null"],
    [
      { billing_address: { zip: "1" } },
      "changes.billing_address has an unknown member zip; known are line1, line2, postal_code, city, state, country",
    ],
    [null, "changes must be a plain object"],
    [undefined, "changes must be a plain object"],
  ])("%o", async (changes, message) => {
    const { orders, polar, stored } = await servedPolar(details);
    const error = await failureOf(correctBillingDetails(orders, stored.id, changes as BillingChanges));
    expect(error).toEqual(new TypeError(message));
    expect(polar.requests).toHaveLength(0);
  });

  test.each<[object, string]>([
    [{ timeoutMs: 0 }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ timeoutMs: Infinity }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ timeoutMs: "5000" }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ signal: {} }, "signal must be an AbortSignal"],
    [{ maxRetries: 5 }, "options has an unknown member maxRetries; known are timeoutMs, signal"],
  ])("the options %o", async (options, message) => {
    const { orders, polar, stored } = await servedPolar(details);
    const error = await failureOf(correctBillingDetails(orders, stored.id, { billing_name: "Grace" }, options));
    expect(error).toEqual(new TypeError(message));
    expect(polar.requests).toHaveLength(0);
  });

  test.each([{ country: "FR" }, { state: "NY" }] as const)("a locked %o too, after the reading", async (place) => {
    const { orders, stored, sent } = await servedPolar(details);
    const changes = { billing_address: place };
    expect(await failureOf(correctBillingDetails(orders, stored.id, changes))).toBeInstanceOf(TypeError);
    expect(sent()).toEqual(["GET"]);
  });
});
