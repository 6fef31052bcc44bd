import { describe, expect, test } from "vitest";
import { createOrdersClient } from "../../src/index.js";
import { anOrder, createFakePolar, type FakePolar } from "../../src/testing.js";
import { checkedFake } from "../support/fake.js";

const url = "https://api.polar.sh/v1/customer-portal/orders/";

function send(fake: FakePolar, init: RequestInit = {}): Promise<Response> {
  return fake.fetch(url, { headers: { Authorization: `Bearer ${fake.token}` }, ...init });
}

describe("faults on demand", () => {
  test("are met in the order of the calls, each as often as said", async () => {
    const fake = createFakePolar();
    fake.failNext({ status: 503 }, 2);
    fake.failNext({ status: 418, headers: { "X-Tea": "green" }, body: "short and stout" });
    const answers = [await send(fake), await send(fake), await send(fake), await send(fake)];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 418, 200]);
    expect(answers[2]?.headers.get("X-Tea")).toBe("green");
    expect(await answers[2]?.text()).toBe("short and stout");
    expect(fake.requests.map(({ status }) => status)).toEqual([503, 503, 418, 200]);
  });

  test("a body that is not a string is sent as JSON", async () => {
    const fake = createFakePolar();
    fake.failNext({ status: 409, body: { error: "AmbiguousExternalCustomerID", detail: "…" } });
    const answer = await send(fake);
    expect(answer.headers.get("Content-Type")).toBe("application/json");
    expect(await answer.json()).toEqual({ error: "AmbiguousExternalCustomerID", detail: "…" });
  });

  test.each(["connection", "lost response"] as const)("%s: fetch rejects as on Node", async (fault) => {
    const fake = createFakePolar();
    fake.failNext(fault);
    await expect(send(fake)).rejects.toMatchObject({
      name: "TypeError",
      message: "fetch failed",
      cause: { code: "ECONNRESET" },
    });
    expect(fake.requests[0]).toMatchObject({ method: "GET", status: undefined });
  });

  test("a 429 with a body has that body", async () => {
    const fake = createFakePolar();
    fake.failNext({ status: 429, body: "slow down" });
    expect(await (await send(fake)).text()).toBe("slow down");
  });

  test.each([
    ["connection", false],
    ["stall", false],
    ["lost response", true],
    ["broken body", true],
  ] as const)("%s: whether the update was stored: %s", async (fault, isStored) => {
    const fake = createFakePolar();
    const { id, billing_name } = fake.orders[0]!;
    fake.failNext(fault);
    const controller = new AbortController();
    const headers = { Authorization: `Bearer ${fake.token}`, "Content-Type": "application/json" };
    const body = '{"billing_name":"Grace"}';
    const call = fake.fetch(url + id, { method: "PATCH", headers, body, signal: controller.signal });
    if (fault === "stall") setImmediate(() => controller.abort());
    await call.then((answer) => answer.text()).catch(() => {});
    expect(fake.orders[0]?.billing_name).toBe(isStored ? "Grace" : billing_name);
  });

  test("a broken body is a 200 whose reading fails after the first bytes", async () => {
    const fake = createFakePolar();
    fake.failNext("broken body");
    const answer = await send(fake);
    expect([answer.status, answer.headers.get("Polar-Version")]).toEqual([200, "2026-10"]);
    const reader = answer.body!.getReader();
    expect((await reader.read()).value).toHaveLength(1);
    await expect(reader.read()).rejects.toThrow(new TypeError("terminated"));
  });

  test("a stall ends with the signal, by its reason", async () => {
    const fake = createFakePolar();
    fake.failNext("stall");
    const controller = new AbortController();
    const reason = new Error("enough");
    setImmediate(() => controller.abort(reason));
    await expect(send(fake, { signal: controller.signal })).rejects.toBe(reason);
    expect((await send(fake)).status).toBe(200);
  });

  test("an aborted signal sends nothing and uses up no fault", async () => {
    const fake = createFakePolar();
    fake.failNext({ status: 503 });
    const reason = new Error("too late");
    await expect(send(fake, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(fake.requests).toEqual([]);
    expect((await send(fake)).status).toBe(503);
  });

  test("an abort while the body is read sends no answer", async () => {
    const fake = createFakePolar();
    fake.failNext("stall");
    const controller = new AbortController();
    const call = send(fake, { signal: controller.signal });
    controller.abort(new Error("at once"));
    await expect(call).rejects.toThrow("at once");
  });
});

describe("anOrder", () => {
  test("has an id of its own, and shares nothing else", () => {
    const [one, other] = [anOrder(), anOrder()];
    expect(one.id).not.toBe(other.id);
    expect({ ...one, id: "" }).toEqual({ ...other, id: "" });
    one.product!.name = "changed";
    one.billing_address!.city = "changed";
    expect([anOrder().product?.name, anOrder().billing_address?.city]).toEqual([
      other.product?.name,
      other.billing_address?.city,
    ]);
  });

  test("takes single members of the address, and drops the lines of another country", () => {
    const { billing_address } = anOrder();
    expect(anOrder({ billing_address: { city: "Oakland" } }).billing_address).toEqual({
      ...billing_address,
      city: "Oakland",
    });
    const paris = { line1: null, line2: null, postal_code: null, city: "Paris", state: null, country: "FR" };
    expect(anOrder({ billing_address: { city: "Paris", country: "FR" } }).billing_address).toEqual(paris);
    expect(anOrder({ billing_address: null }).billing_address).toBeNull();
  });

  test("paid and the ids follow, unless they are given", () => {
    expect(anOrder({ status: "void", product: null })).toMatchObject({
      paid: false,
      product_id: null,
      subscription_id: null,
    });
    expect(anOrder({ status: "partially_refunded" }).paid).toBe(true);
    expect(anOrder({ status: "draft", paid: true }).paid).toBe(true);
  });
});

test("every operation of the client works on it, and each answer keeps the contract", async () => {
  const fake = checkedFake({ orders: [anOrder({ is_invoice_generated: false })] });
  const orders = createOrdersClient({ customerSession: fake.token, fetch: fake.fetch });
  const { id } = fake.orders[0]!;
  expect(await orders.list({ sorting: ["created_at"] })).toMatchObject({
    items: [{ id }],
    pagination: { max_page: 1 },
  });
  expect(await orders.get(id)).toEqual(fake.orders[0]);
  expect(await orders.update(id, { billing_name: "Grace" })).toMatchObject({ id, billing_name: "Grace" });
  expect(await orders.generateInvoice(id)).toBeUndefined();
  await expect(orders.invoice(id)).rejects.toMatchObject({ code: "InvoiceDoesNotExist" });
  expect(await orders.invoice(id)).toEqual({ url: expect.stringContaining(".pdf?") });
  expect(await orders.receipt(id)).toBeUndefined();
  expect(await orders.receipt(id)).toEqual({ url: expect.stringContaining(".pdf?") });
  expect(await orders.paymentStatus(id)).toEqual({ status: "succeeded", error: null });
});

test("a consumer's test: an update, a lock, a rate limit, an invoice that is out of date", async () => {
  const fake = createFakePolar({ orders: [anOrder({ billing_name: "Ada", is_invoice_generated: true })] });
  const orders = createOrdersClient({ customerSession: fake.token, fetch: fake.fetch });
  const { id } = fake.orders[0]!;
  expect((await orders.update(id, { billing_name: "Grace" })).billing_name).toBe("Grace");
  expect(fake.invoices.get(id)?.billing_name).toBe("Ada");
  await expect(orders.update(id, { billing_address: { country: "FR" } })).rejects.toMatchObject({
    name: "ValidationError",
    status: 422,
  });
  fake.failNext({ status: 429 });
  await expect(orders.update(id, {})).rejects.toMatchObject({ name: "RateLimitError", retryAfterMs: 60_000 });
  fake.failNext("lost response");
  expect((await orders.update(id, { billing_name: "Joan" })).billing_name).toBe("Joan");
});
