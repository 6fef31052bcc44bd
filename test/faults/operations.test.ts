import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { OrdersClient, OrdersListQuery } from "../../src/index.js";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, chunked, json, misbehave, partial, reset, stall, type Behaviour } from "../support/socket-server.js";

const other = "5a0c9f3e-1d42-4b7a-8e61-0f9d8c7b6a54";
const page = { items: [], pagination: { total_count: 0, max_page: 0 } };
const link = { url: "https://bucket.s3.example/Invoice.pdf?X-Amz-Signature=7secretsecret777" };
const path = `/v1/customer-portal/orders/${id}`;

type Operation = readonly [
  name: string,
  call: (orders: OrdersClient) => Promise<unknown>,
  line: string,
  success: object,
];
const operations: readonly Operation[] = [
  ["list", (orders) => orders.list(), "GET /v1/customer-portal/orders/ HTTP/1.1", page],
  ["get", (orders) => orders.get(id), `GET ${path} HTTP/1.1`, { id }],
  ["update", (orders) => orders.update(id, {}), `PATCH ${path} HTTP/1.1`, { id }],
  ["invoice", (orders) => orders.invoice(id), `GET ${path}/invoice HTTP/1.1`, link],
  ["receipt", (orders) => orders.receipt(id), `GET ${path}/receipt HTTP/1.1`, link],
  [
    "paymentStatus",
    (orders) => orders.paymentStatus(id),
    `GET ${path}/payment-status HTTP/1.1`,
    { status: "paid_by_barter", error: null },
  ],
];

describe.each(operations)("%s", (name, call, line, success) => {
  test("sends its request and resolves to the body", async () => {
    const server = await misbehave([json(200, success)]);
    expect(await call(testClient({ server: server.url }).orders)).toEqual(success);
    expect(server.requests.map((request) => request.line)).toEqual([line]);
    const names = ["authorization", "polar-version", ...(name === "update" ? ["content-type"] : [])];
    expect(Object.keys(server.requests[0]!.headers)).toEqual(expect.arrayContaining(names));
    expect("content-type" in server.requests[0]!.headers).toBe(name === "update");
  });

  test.each<[string, Behaviour]>([
    ["a reset", reset],
    ["a 503", answer(503)],
    ["a body that breaks off", partial(200, 1000, "{", reset)],
    ["an object of another kind", json(200, { ok: true })],
    ["null", json(200, null)],
  ])("is retried after %s", async (_fact, fault) => {
    const server = await misbehave([fault, json(200, success)]);
    expect(await call(testClient({ server: server.url }).orders)).toEqual(success);
    expect(server.requests).toHaveLength(2);
  });

  test("takes null for an answer of another kind, not for a fault while reading", async () => {
    const server = await misbehave([json(200, null)]);
    const error = await failureOf(call(testClient({ server: server.url, maxRetries: 0 }).orders));
    expect(error).toMatchObject({ name: "UnreadableResponseError", status: 200 });
    expect(error).not.toHaveProperty("cause");
  });
});

test.each<[string, object]>([
  ["without pagination", { items: [] }],
  ["with an item that is not an order", { ...page, items: [null] }],
  ["without items", { pagination: page.pagination }],
])("a page %s is retried", async (_fact, half) => {
  const server = await misbehave([json(200, half), json(200, page)]);
  expect(await testClient({ server: server.url }).orders.list()).toEqual(page);
  expect(server.requests).toHaveLength(2);
});

describe("the query of list", () => {
  test.each<[OrdersListQuery, string]>([
    [{}, ""],
    [{ page: 2, limit: 100 }, "?page=2&limit=100"],
    [{ product_id: [id, other] }, `?product_id=${id}&product_id=${other}`],
    [{ product_id: id, subscription_id: other }, `?product_id=${id}&subscription_id=${other}`],
    [{ sorting: ["product", "-created_at"] }, "?sorting=product&sorting=-created_at"],
    [{ product_billing_type: "one_time" }, "?product_billing_type=one_time"],
    [{ query: "a&b=c d" }, "?query=a%26b%3Dc%20d"],
    [{ query: "" }, "?query="],
    [{ page: undefined, sorting: undefined }, ""],
  ])("%j goes out as %s", async (query, search) => {
    const server = await misbehave([json(200, page)]);
    await testClient({ server: server.url }).orders.list(query);
    expect(server.requests[0]!.line).toBe(`GET /v1/customer-portal/orders/${search} HTTP/1.1`);
  });

  test.each<[unknown, RegExp]>([
    [{ page: 0 }, /^page must be a whole number/],
    [{ page: 1.5 }, /^page must be a whole number/],
    [{ page: "1" }, /^page must be a whole number/],
    [{ limit: 0 }, /^limit must be a whole number from 1 to 100/],
    [{ limit: 101 }, /^limit must be a whole number from 1 to 100/],
    [{ sorting: [] }, /^sorting must be a well-formed string or a list of them$/],
    [{ sorting: 5 }, /^sorting must be a well-formed string or a list of them$/],
    [{ product_id: [5] }, /^product_id must be a well-formed string or a list of them$/],
    [{ product_id: ["a", 5] }, /^product_id must be a well-formed string or a list of them$/],
    [{ query: "😀".slice(0, 1) }, /^query must be a well-formed string$/],
    [{ product_id: ["a", "😀".slice(1)] }, /^product_id must be a well-formed string or a list of them$/],
    [{ query: ["a"] }, /^query must be a well-formed string$/],
    [{ "product_id[]": id }, /^query has an unknown member; known are /],
    [{ status: "paid" }, /^query has an unknown member status; known are /],
    [null, /^query must be a plain object/],
  ])("%j is refused, and nothing sent", async (query, message) => {
    const server = await misbehave([json(200, page)]);
    const error = await failureOf(testClient({ server: server.url }).orders.list(query as OrdersListQuery));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(message);
    expect(server.requests).toEqual([]);
  });
});

describe("generateInvoice", () => {
  test.each<[string, Behaviour]>([
    ["null", json(202, null)],
    ["nothing", answer(202)],
    ["something odd", json(202, { url: "https://example.com" })],
    ["a body that never ends", partial(202, 1000, "n", stall)],
    ["a body that is reset", partial(202, 1000, "n", reset)],
  ])("resolves to nothing for a 202 with %s: the status decides", async (_fact, behaviour) => {
    const server = await misbehave([behaviour]);
    expect(await testClient({ server: server.url }).orders.generateInvoice(id)).toBeUndefined();
    expect(server.requests).toHaveLength(1);
  });

  test("sends a body of length zero, without which Polar answers 411", async () => {
    const server = await misbehave([json(202, null)]);
    await testClient({ server: server.url }).orders.generateInvoice(id);
    expect(server.requests[0]).toMatchObject({
      line: `POST ${path}/invoice HTTP/1.1`,
      headers: { "content-length": "0" },
      body: "",
    });
  });

  test("is retried after a lost response", async () => {
    const server = await misbehave([reset, json(202, null)]);
    await testClient({ server: server.url }).orders.generateInvoice(id);
    expect(server.requests).toHaveLength(2);
  });

  test("rejects with a sentence if the billing details are missing", async () => {
    const detail = "Billing name and address are required to generate an invoice for this order.";
    const server = await misbehave([json(422, { error: "MissingInvoiceBillingDetails", detail })]);
    const error = await failureOf(testClient({ server: server.url }).orders.generateInvoice(id));
    expect(error).toMatchObject({ name: "ValidationError", code: "MissingInvoiceBillingDetails", issues: [] });
  });
});

describe("a receipt that is being rendered", () => {
  test.each<[string, Behaviour]>([
    ["empty", answer(202)],
    ["chunked", chunked(202, [])],
    ["with a body all the same", json(202, link)],
  ])(
    "is undefined for a 202 that is %s, and asked for once: each time costs Polar a rendering",
    async (_fact, behaviour) => {
      const server = await misbehave([behaviour]);
      const { orders, events } = testClient({ server: server.url });
      expect(await orders.receipt(id)).toBeUndefined();
      expect(server.requests).toHaveLength(1);
      expect(events).toMatchObject([{ status: 202, error: undefined, nextDelayMs: undefined }]);
    },
  );
});

test("the link of an invoice is in no event and no error", async () => {
  const server = await misbehave([
    json(200, { ...link, id: 5 }),
    json(500, { error: "X", ...link }),
    partial(200, 1000, JSON.stringify(link), reset),
  ]);
  const { orders, events } = testClient({ server: server.url, maxRetries: 0 });
  await orders.invoice(id);
  const failures = [await failureOf(orders.invoice(id)), await failureOf(orders.invoice(id))];
  for (const printed of [
    JSON.stringify(events),
    JSON.stringify(failures),
    inspect(failures, { showHidden: true, getters: true, depth: 9 }),
  ]) {
    expect(printed).not.toContain("7secretsecret777");
  }
});
