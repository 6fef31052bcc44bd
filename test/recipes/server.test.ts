import { afterAll, describe, expect, test, vi } from "vitest";
import { createOrdersClient, type CustomerOrder } from "@internal/polar-orders";
import { anOrder, createFakePolar, type FakePolar, type OrderOverrides } from "@internal/polar-orders/testing";
import { tokenFrom } from "../../examples/page-token.js";
import { createApp } from "../../examples/server.js";
import { serve } from "../../scripts/tools/serve.js";

const origin = "http://shop.example";
const closings: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closings.map((close) => close())));

interface Shop {
  readonly polar: FakePolar;
  readonly stored: CustomerOrder;
  readonly app: ReturnType<typeof createApp>;
  readonly send: (path: string, form?: Record<string, string>, headers?: Record<string, string>) => Promise<Response>;
}

function shop(overrides: OrderOverrides = {}): Shop {
  const polar = createFakePolar({ orders: [anOrder(overrides)], rendersAfter: 0 });
  const customerOf = (request: Request): string | undefined =>
    request.headers.get("Cookie") === "login=ada" ? "usr_1" : undefined;
  const app = createApp({ organizationToken: polar.organizationToken, customerOf, fetch: polar.fetch });
  const send: Shop["send"] = async (path, form = {}, headers = {}) =>
    app.request(`${origin}${path}`, {
      method: "POST",
      headers: { Origin: origin, Cookie: "login=ada", ...headers },
      body: new URLSearchParams(form),
    });
  return { polar, app, send, stored: polar.orders[0] };
}

describe("the form handler", () => {
  const form = { billing_name: "Grace", line1: "2 High St", line2: "", postal_code: "94105", city: "San Francisco" };

  test("corrects the order, keeps its locked country, and gives the link to the new invoice", async () => {
    const { polar, send, stored } = shop({ billing_name: "Ada", is_invoice_generated: true });
    const answer = await send(`/orders/${stored.id}/billing`, { ...form, country: "FR" });
    expect(await answer.json()).toEqual({
      billing_name: "Grace",
      invoice: { url: expect.stringMatching(/^https:/), isCurrent: true },
    });
    expect(polar.orders[0]?.billing_address).toMatchObject({ line1: "2 High St", line2: null, country: "US" });
    expect(polar.invoices.get(stored.id)?.billing_name).toBe("Grace");
  });

  test("stores an empty name as none, and leaves a name that the form lacks", async () => {
    const { polar, send, stored } = shop({ billing_name: "Ada", is_invoice_generated: false });
    const { billing_name: _name, ...address } = form;
    await send(`/orders/${stored.id}/billing`, address);
    expect(polar.orders[0]).toMatchObject({ billing_name: "Ada", billing_address: { line1: "2 High St" } });
    await send(`/orders/${stored.id}/billing`, { ...form, billing_name: " " });
    expect(polar.orders[0]?.billing_name).toBeNull();
  });

  test("stores a first address", async () => {
    const { polar, send, stored } = shop({ billing_address: null, is_invoice_generated: false });
    const answer = await send(`/orders/${stored.id}/billing`, { ...form, country: "CA", state: "ON" });
    expect(answer.status).toBe(200);
    expect(polar.orders[0]?.billing_address).toMatchObject({ country: "CA", state: "CA-ON" });
  });

  test("corrects the name alone if Polar does not accept the stored country", async () => {
    const lines = { line1: "1 Nevsky", line2: null, postal_code: null, city: null, state: null };
    const { polar, send, stored } = shop({
      billing_address: { ...lines, country: "RU" },
      is_invoice_generated: false,
    });
    expect((await send(`/orders/${stored.id}/billing`, form)).status).toBe(200);
    expect(polar.orders[0]).toMatchObject({ billing_name: "Grace", billing_address: { line1: "1 Nevsky" } });
  });

  test("answers with messages by field, from the schema and from Polar", async () => {
    const { polar, send, stored } = shop({ billing_address: null });
    const path = `/orders/${stored.id}/billing`;
    const first = await send(path, { ...form, country: "" });
    expect(first.status).toBe(422);
    expect(await first.json()).toEqual({ errors: { "billing_address.country": ["is required"] } });
    expect(polar.requests.filter(({ method }) => method === "PATCH")).toEqual([]);
    const detail = [{ loc: ["body", "billing_name"], msg: "is not allowed", type: "value_error" }];
    const refusal = { error: "PolarRequestValidationError", detail };
    const refusing = createApp({
      organizationToken: polar.organizationToken,
      customerOf: () => "usr_1",
      fetch: async (url, init) =>
        init.method === "PATCH" ? Response.json(refusal, { status: 422 }) : polar.fetch(url, init),
    });
    const second = await refusing.request(`${origin}${path}`, {
      method: "POST",
      headers: { Origin: origin },
      body: new URLSearchParams({ ...form, country: "FR" }),
    });
    expect(second.status).toBe(422);
    expect(await second.json()).toEqual({ errors: { billing_name: ["is not allowed"] } });
  });

  test("answers 401 without a login, 403 to another site, 404 for no order, 429 with the wait, otherwise 502", async () => {
    const { polar, send, stored } = shop();
    const path = `/orders/${stored.id}/billing`;
    expect((await send(path, form, { Cookie: "" })).status).toBe(401);
    expect((await send(path, form, { Origin: "https://evil.example" })).status).toBe(403);
    expect((await send("/orders/1/billing", form)).status).toBe(404);
    expect((await send(`/orders/${crypto.randomUUID()}/billing`, form)).status).toBe(404);
    polar.failNext({ status: 429, headers: { "Retry-After": "29.5" } });
    const limited = await send(path, form);
    expect([limited.status, limited.headers.get("Retry-After")]).toEqual([429, "30"]);
    polar.failNext({ status: 418 });
    expect((await send(path, form)).status).toBe(502);
  });

  test("answers 404 to a customer whom Polar does not know, without messages for the form", async () => {
    const { polar, send, stored } = shop();
    polar.customers[0].external_id = "usr_2";
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await send(`/orders/${stored.id}/billing`, form);
    expect([answer.status, await answer.json()]).toEqual([404, { error: "no orders for this customer" }]);
    expect(log).toHaveBeenCalledWith(expect.objectContaining({ name: "ValidationError" }));
  });
});

describe("the session endpoint", () => {
  test("answers 401 without a login, and 403 to another site", async () => {
    const { polar, send } = shop();
    expect((await send("/session-token", {}, { Cookie: "" })).status).toBe(401);
    expect((await send("/session-token", {}, { Origin: "https://evil.example" })).status).toBe(403);
    expect(polar.requests).toEqual([]);
  });

  test("answers 404 to a customer whom Polar does not know, 429 with the wait, and 502 if Polar fails", async () => {
    const { polar, send } = shop();
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    polar.failNext({ status: 429 });
    const limited = await send("/session-token");
    expect([limited.status, limited.headers.get("Retry-After")]).toEqual([429, "60"]);
    polar.failNext({ status: 418 });
    const failed = await send("/session-token");
    expect([failed.status, await failed.json()]).toEqual([502, { error: "try again later" }]);
    polar.customers[0].external_id = "usr_2";
    const unknown = await send("/session-token");
    expect([unknown.status, await unknown.json()]).toEqual([404, { error: "no orders for this customer" }]);
    expect(log).toHaveBeenCalledTimes(2);
  });

  test("gives a page its tokens, another one after a refusal, and never the organization's", async () => {
    const { polar, app } = shop();
    const bodies: string[] = [];
    const { url, close } = await serve(async (address, init) => {
      const headers = {
        ...(init.headers as Record<string, string>),
        Cookie: "login=ada",
        Origin: new URL(address).origin,
      };
      const answer = await app.request(address, { ...init, headers });
      bodies.push(await answer.clone().text());
      return answer;
    });
    closings.push(close);
    const customerSession = tokenFrom(`${url}/session-token`);
    const orders = createOrdersClient({ customerSession, fetch: polar.fetch });
    await orders.list();
    await orders.list();
    expect(bodies).toHaveLength(1);
    const { token } = JSON.parse(bodies[0]) as { token: string };
    polar.expire(token);
    expect((await orders.list()).items).toHaveLength(1);
    expect(bodies).toHaveLength(2);
    expect(bodies.join()).not.toContain(polar.organizationToken);
  });
});
