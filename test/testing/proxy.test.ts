import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProxy, type Prism } from "../../scripts/tools/prism.js";
import { serve, type Served } from "../../scripts/tools/serve.js";
import { anOrder, createFakePolar } from "../../src/testing.js";
import { operations } from "../support/fragment.js";

const unknownId = "7d3f0c52-0b1e-4c5a-8f0e-2a9c5d6e7f80";
const [order, bare, draft] = [
  anOrder({ is_invoice_generated: false, receipt_number: "RCPT-ABCDEFGH-0001" }),
  anOrder({ billing_address: null, billing_name: null, is_invoice_generated: false, receipt_number: null }),
  anOrder({ status: "draft" }),
];
const { customer_id } = order;
const fake = createFakePolar({ orders: [order, bare, draft] });
const member = fake.issueToken({ role: "member" });

interface Step {
  readonly id: string;
  readonly status: number;
  readonly order?: string;
  readonly query?: string;
  readonly token?: string;
  readonly body?: object;
  readonly before?: () => void;
}

const portal = (name: string): string => `customer_portal:orders:${name}`;
/** Requests that keep the contract; what they meet does not always please them. */
const steps: readonly Step[] = [
  { id: "customer-sessions:create", status: 201, body: { customer_id, return_url: "https://example.com" } },
  { id: "customer-sessions:create", status: 201, body: { external_customer_id: "usr_1" } },
  { id: "customer-sessions:create", status: 401, body: { customer_id }, token: fake.token },
  { id: "customer-sessions:create", status: 403, body: { customer_id }, token: fake.issueToken({ scopes: [] }) },
  { id: "customer-sessions:create", status: 422, body: { customer_id: unknownId } },
  { id: portal("list"), status: 200, query: "?sorting=created_at&sorting=-amount&limit=100" },
  { id: portal("list"), status: 200, query: "?page=2" },
  { id: portal("list"), status: 401, token: "polar_cst_unknown" },
  { id: portal("list"), status: 403, token: member },
  { id: portal("get"), status: 200 },
  { id: portal("get"), status: 404, order: unknownId },
  {
    id: portal("update"),
    status: 200,
    body: { billing_name: "Grace", billing_address: { country: "US", state: "CA" } },
  },
  { id: portal("update"), status: 200, body: {}, order: bare.id },
  { id: portal("update"), status: 401, body: {}, token: fake.organizationToken },
  { id: portal("update"), status: 422, body: { billing_address: { country: "FR" } } },
  { id: portal("update"), status: 422, body: { billing_address: { country: "CA", state: "ON" } } },
  { id: portal("invoice"), status: 404 },
  { id: portal("generate_invoice"), status: 202 },
  { id: portal("generate_invoice"), status: 409, order: draft.id },
  { id: portal("generate_invoice"), status: 422, order: bare.id },
  { id: portal("invoice"), status: 404 },
  { id: portal("invoice"), status: 200 },
  { id: portal("receipt"), status: 202 },
  { id: portal("receipt"), status: 200 },
  { id: portal("receipt"), status: 404, order: bare.id },
  { id: portal("get_payment_status"), status: 200 },
  { id: portal("get_payment_status"), status: 429, before: () => fake.failNext({ status: 429 }) },
];

describe("Prism between a client and the fake", () => {
  let served: Served;
  let proxy: Prism;
  beforeAll(async () => {
    served = await serve(fake.fetch);
    proxy = await startProxy(served.url);
  }, 60_000);
  afterAll(async () => {
    await proxy.stop();
    await served.close();
  });

  async function send({ id, order: orderId = order.id, query = "", token, body, before }: Step): Promise<Response> {
    before?.();
    const { method, path } = operations.find((operation) => operation.id === id)!;
    const usual = id.startsWith("customer_portal:") ? fake.token : fake.organizationToken;
    return fetch(proxy.url + path.replace("{id}", orderId) + query, {
      method,
      headers: {
        Authorization: `Bearer ${token ?? usual}`,
        "Polar-Version": "2026-10",
        ...(body && { "Content-Type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  test("finds no violation of the contract in either direction", async () => {
    const seen: unknown[] = [];
    for (const step of steps) {
      const answer = await send(step);
      await answer.arrayBuffer();
      seen.push([step.id, answer.status, answer.headers.get("sl-violations")]);
    }
    expect(seen).toEqual(steps.map(({ id, status }) => [id, status, null]));
    expect(fake.requests.map(({ status }) => status)).toEqual(steps.map(({ status }) => status));
    expect(new Set(steps.map(({ id }) => id))).toEqual(new Set(operations.map(({ id }) => id)));
  });

  test("finds one if there is one", async () => {
    fake.failNext({ status: 200, headers: { "Polar-Version": "2026-10" }, body: { id: 5 } });
    const answer = await send({ id: portal("get"), status: 500 });
    expect(answer.status).toBe(500);
    expect(answer.headers.get("sl-violations")).toContain("required");
    await answer.arrayBuffer();
  });
});
