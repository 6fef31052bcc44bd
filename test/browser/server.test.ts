import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createServer } from "../../examples/billing-form/server.js";
import { serve } from "../../scripts/tools/serve.js";
import { commandPath } from "../../scripts/tools/paths.js";
import { runNode } from "../../scripts/tools/run.js";
import { anOrder, createFakePolar } from "../../src/testing.js";

const polar = createFakePolar({ orders: [anOrder(), anOrder({ customer_id: crypto.randomUUID() })] });
const api = await serve(polar.fetch);
const page = mkdtempSync(join(tmpdir(), "page-"));
const { organizationToken } = polar;
const server = createServer({ organizationToken, polarUrl: api.url, cookieSecret: "secret", page });
afterAll(async () => {
  await api.close();
  rmSync(page, { recursive: true });
});

const origin = "https://shop.example";
const post = (path: string, headers: Record<string, string> = {}, body?: string) =>
  server.request(origin + path, { method: "POST", headers: { Origin: origin, ...headers }, ...(body && { body }) });

async function logIn(): Promise<string> {
  const answer = await post("/login");
  return answer.headers.get("Set-Cookie") ?? "";
}

test("without a login, the token endpoint answers 401 and asks Polar for nothing", async () => {
  const before = polar.requests.length;
  const answer = await post("/session-token");
  expect(answer.status).toBe(401);
  expect(await answer.text()).not.toContain("polar_");
  expect(polar.requests.length).toBe(before);
});

test("a cookie that the server did not sign counts as no login", async () => {
  const answer = await post("/session-token", {
    Cookie: "customer=usr_1.Zm9yZ2VkZm9yZ2VkZm9yZ2VkZm9yZ2VkZm9yZ2VkZm9yZ2U%3D",
  });
  expect(answer.status).toBe(401);
});

test("the login is a cookie that scripts cannot read, other sites cannot use, and http does not carry", async () => {
  expect((await logIn()).split("; ").slice(1).toSorted()).toStrictEqual([
    "HttpOnly",
    "Path=/",
    "SameSite=Strict",
    "Secure",
  ]);
});

test("the token is that of the customer who logged in, whoever the request names", async () => {
  const other = polar.customers[1]!;
  const body = JSON.stringify({ customer_id: other.id, external_customer_id: other.external_id });
  const Cookie = (await logIn()).split(";")[0]!;
  const answer = await post(
    `/session-token?external_customer_id=${other.external_id}`,
    { Cookie, "Content-Type": "application/json" },
    body,
  );
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const token = await answer.text();
  const Authorization = `Bearer ${token}`;
  const list = await polar.fetch(`${api.url}/v1/customer-portal/orders/`, { headers: { Authorization } });
  const { items } = (await list.json()) as { items: { id: string }[] };
  expect(items.map(({ id }) => id)).toStrictEqual([polar.orders[0]?.id]);
});

test("the link of a document leads to Polar's, for a login and an order of its own only", async () => {
  const [own, foreign] = polar.orders;
  own!.is_invoice_generated = true;
  polar.invoices.set(own!.id, own!);
  const Cookie = (await logIn()).split(";")[0]!;
  const get = (id: string, headers = {}) => server.request(`${origin}/orders/${id}/invoice`, { headers });
  const answer = await get(own!.id, { Cookie });
  expect(answer.status).toBe(302);
  expect(answer.headers.get("Location")).toMatch(/^https:/);
  expect((await get(own!.id)).status).toBe(401);
  expect((await get(foreign!.id, { Cookie })).status).toBe(404);
  expect((await get("..%2Fcustomers", { Cookie })).status).toBe(404);
  const all = [answer, await get(own!.id), await get(foreign!.id, { Cookie })];
  const texts = await Promise.all(all.map(async (one) => JSON.stringify([...one.headers]) + (await one.text())));
  expect(texts.join("")).not.toContain(organizationToken);
});

test("a POST from another site is refused, and there is no GET", async () => {
  const Cookie = (await logIn()).split(";")[0]!;
  const foreign = { Cookie, Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
  expect((await post("/session-token", foreign)).status).toBe(403);
  expect((await server.request(`${origin}/session-token`, { headers: { Cookie } })).status).toBe(404);
});

test("the page may talk to this server and to Polar only", async () => {
  const policy = (await server.request(origin)).headers.get("Content-Security-Policy");
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain(`connect-src 'self' ${api.url};`);
});

// The compiler needs more time than all others where the machine is busy.
test("the example and its tests compile", { timeout: 90_000 }, async () => {
  const { output } = await runNode([commandPath("typescript", "tsc"), "-p", "test/browser"]);
  expect(output).toBe("");
});
