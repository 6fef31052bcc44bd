import { request as httpRequest } from "node:http";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { serve, type Answer } from "../../scripts/tools/serve.js";
import { createFakePolar } from "../../src/testing.js";

const orders = "/v1/customer-portal/orders/";
const origin = "https://shop.example";

async function start(answer: Answer): Promise<string> {
  const served = await serve(answer);
  onTestFinished(served.close);
  return served.url;
}

describe("the http adapter", () => {
  test("hands on method, path, headers and body, and brings the answer back", async () => {
    const fake = createFakePolar();
    const { id } = fake.orders[0]!;
    const url = await start(fake.fetch);
    const headers = { Authorization: `Bearer ${fake.token}`, "Content-Type": "application/json" };
    const answer = await fetch(`${url}${orders}${id}?x=1`, {
      method: "PATCH",
      headers,
      body: '{"billing_name":"Zoë"}',
    });
    expect([answer.status, answer.headers.get("Polar-Version")]).toEqual([200, "2026-10"]);
    expect(await answer.json()).toEqual(fake.orders[0]);
    expect(fake.orders[0]?.billing_name).toBe("Zoë");
    expect(fake.requests[0]?.url.href).toBe(`${url}${orders}${id}?x=1`);
  });

  test("an empty answer says that it is", async () => {
    const fake = createFakePolar();
    fake.failNext({ status: 429 });
    const answer = await fetch((await start(fake.fetch)) + orders);
    const { headers } = answer;
    expect([headers.get("Content-Length"), headers.get("Content-Type"), headers.get("Retry-After")]).toEqual([
      "0",
      null,
      "60",
    ]);
  });

  test("a length of 0 is a length, a stream has none", async () => {
    const fake = createFakePolar();
    const { id } = fake.orders[0]!;
    const url = await start(fake.fetch);
    const headers = { Authorization: `Bearer ${fake.token}` };
    expect((await fetch(`${url}${orders}${id}/invoice`, { method: "POST", headers })).status).toBe(202);
    const streamed = httpRequest(url + orders + id, { method: "PATCH", headers });
    streamed.write("{}");
    const [answer] = (await once(streamed.end(), "response")) as [{ statusCode: number; resume(): void }];
    answer.resume();
    expect(answer.statusCode).toBe(411);
  });

  test("a lost connection and a broken body are lost and broken on the wire", async () => {
    const fake = createFakePolar();
    const url = await start(fake.fetch);
    fake.failNext("connection");
    await expect(fetch(url + orders)).rejects.toThrow("fetch failed");
    fake.failNext("broken body");
    const answer = await fetch(url + orders);
    expect(answer.status).toBe(401);
    await expect(answer.text()).rejects.toThrow("terminated");
  });

  test("a client that gives up ends a stall", async () => {
    const fake = createFakePolar();
    fake.failNext("stall");
    let ended: Promise<Response> | undefined;
    const url = await start((...args) => {
      ended = fake.fetch(...args);
      setImmediate(() => controller.abort());
      return ended;
    });
    const controller = new AbortController();
    await expect(fetch(url + orders, { signal: controller.signal })).rejects.toThrow("aborted");
    await expect(ended).rejects.toThrow("aborted");
  });
});

describe("CORS for a foreign origin", () => {
  const preflight = (url: string, asked: string): Promise<Response> =>
    fetch(url + orders, {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": asked },
    });

  test("a preflight allows what Polar allows, for ten minutes", async () => {
    const fake = createFakePolar();
    const answer = await preflight(await start(fake.fetch), "authorization,content-type,polar-version");
    expect([answer.status, await answer.text()]).toEqual([200, "OK"]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": expect.stringContaining("PATCH"),
      "access-control-allow-headers": expect.stringContaining("Authorization"),
      "access-control-max-age": "600",
    });
    expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
    expect(fake.requests).toEqual([]);
  });

  test.each(["idempotency-key", "authorization, x-request-id"])("a preflight for %s fails", async (asked) => {
    const answer = await preflight(await start(createFakePolar().fetch), asked);
    expect([answer.status, await answer.text()]).toEqual([400, "Disallowed CORS headers"]);
  });

  test("an answer exposes the version alone; the 404 of a version and an unhandled 500 are not to be read", async () => {
    const fake = createFakePolar();
    const url = await start(fake.fetch);
    const ask = (headers: Record<string, string>): Promise<Response> => fetch(url + orders, { headers });
    const read = ({ headers }: Response): unknown[] =>
      ["Access-Control-Allow-Origin", "Access-Control-Expose-Headers"].map((name) => headers.get(name));
    expect(read(await ask({ Origin: origin }))).toEqual(["*", "Polar-Version"]);
    expect(read(await ask({}))).toEqual([null, null]);
    expect(read(await ask({ Origin: origin, "Polar-Version": "2020-01" }))).toEqual([null, null]);
    fake.failNext({ status: 500 });
    expect(read(await ask({ Origin: origin }))).toEqual([null, null]);
  });
});
