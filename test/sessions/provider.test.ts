import { describe, expect, test } from "vitest";
import { createOrdersClient } from "../../src/index.js";
import { failureOf } from "../support/orders.js";
import { json, misbehave, type Behaviour } from "../support/socket-server.js";
import { servedSessions, sessionsAt } from "./served.js";

const request = { external_customer_id: "usr_1" };
const asked = { refused: undefined };

/** A 201 whose session lives this long, by Polar's clock, which is `hoursAhead` of ours. */
function session(token: string, lifeMs: number, hoursAhead = 0): Behaviour {
  const at = (ms: number): string => new Date(Date.now() + hoursAhead * 3_600_000 + ms).toISOString();
  return json(201, { token, created_at: at(0), expires_at: at(lifeMs) });
}

describe("a provider", () => {
  test("creates a session when it is first asked, and keeps its token", async () => {
    const { polar, sessions } = await servedSessions();
    const provide = sessions.provider(request);
    expect(polar.requests).toEqual([]);
    const token = await provide(asked);
    expect(await provide(asked)).toBe(token);
    expect(polar.requests).toHaveLength(1);
  });

  test("goes on with the request that it was given", async () => {
    const { polar, sessions } = await servedSessions();
    const own = { external_customer_id: "usr_1" };
    const provide = sessions.provider(own);
    own.external_customer_id = "usr_2";
    await provide(asked);
    expect(polar.requests.map(({ body }) => body)).toEqual([JSON.stringify(request)]);
  });

  test("makes one request for 50 that ask at the same time", async () => {
    const { polar, sessions } = await servedSessions();
    const provide = sessions.provider(request);
    const tokens = await Promise.all(Array.from({ length: 50 }, async () => provide(asked)));
    expect(new Set(tokens).size).toBe(1);
    expect(polar.requests).toHaveLength(1);
  });

  test("creates another one when its token was refused, and one for all who say so", async () => {
    const { polar, sessions } = await servedSessions();
    const provide = sessions.provider(request);
    const refused = await provide(asked);
    const renewed = await Promise.all(Array.from({ length: 50 }, async () => provide({ refused })));
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(refused);
    expect(await provide({ refused })).toBe(renewed[0]);
    expect(polar.requests).toHaveLength(2);
  });

  test("does not wait for a request that is older than a call can last", async () => {
    // As in a worker, where a call and its timers die with the request that began it.
    let checks = 0;
    const checkResponse = (): unknown => (checks++ === 0 ? new Promise(() => {}) : undefined);
    const { polar, sessions } = await servedSessions({ checkResponse, timeoutMs: 500 });
    const provide = sessions.provider(request);
    const startedAt = performance.now();
    const dead = provide(asked);
    let given = provide(asked);
    expect(given).toBe(dead);
    for (; given === dead; given = provide(asked)) await new Promise(setImmediate);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(500);
    expect(await given).toMatch(/^polar_cst_/);
    expect(polar.requests).toHaveLength(2);
  });

  test("does not keep a failure", async () => {
    const { polar, sessions } = await servedSessions({ maxRetries: 0 });
    const provide = sessions.provider(request);
    polar.failNext({ status: 500 });
    const failures = await Promise.all([
      failureOf(provide(asked) as Promise<string>),
      failureOf(provide(asked) as Promise<string>),
    ]);
    expect(failures).toMatchObject([{ name: "ServerError" }, { name: "ServerError" }]);
    expect(await provide(asked)).toMatch(/^polar_cst_/);
    expect(polar.requests).toHaveLength(2);
  });

  test.each([
    ["a minute and a half", 90_000, 1],
    ["a minute", 60_000, 2],
    ["half a minute", 30_000, 2],
  ])("asked twice for sessions of %s, counts the last minute as over", async (_fact, lifeMs, requests) => {
    const server = await misbehave([session("first", lifeMs), session("second", lifeMs)]);
    const provide = sessionsAt(server.url).sessions.provider(request);
    expect([await provide(asked), await provide(asked)]).toEqual(["first", requests === 1 ? "first" : "second"]);
    expect(server.requests).toHaveLength(requests);
  });

  test("gives a token up a minute before its end", async () => {
    const server = await misbehave([session("first", 60_500), session("second", 3_600_000)]);
    const provide = sessionsAt(server.url).sessions.provider(request);
    const startedAt = performance.now();
    expect(await provide(asked)).toBe("first");
    while ((await provide(asked)) === "first") await new Promise(setImmediate);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(500);
    expect(await provide(asked)).toBe("second");
    expect(server.requests).toHaveLength(2);
  });

  test.each([-24, 24])("does not mind a clock of Polar's that is %d hours ahead", async (hoursAhead) => {
    const now = (): number => Date.now() + hoursAhead * 3_600_000;
    const { polar, sessions } = await servedSessions({}, { now });
    const provide = sessions.provider(request);
    expect(await provide(asked)).toBe(await provide(asked));
    expect(polar.requests).toHaveLength(1);
    const server = await misbehave([session("first", 30_000, hoursAhead), session("second", 30_000, hoursAhead)]);
    const short = sessionsAt(server.url).sessions.provider(request);
    expect([await short(asked), await short(asked)]).toEqual(["first", "second"]);
  });

  test("feeds a client of orders, also when Polar expires the token", async () => {
    const { polar, server, sessions } = await servedSessions();
    const orders = createOrdersClient({ server, customerSession: sessions.provider(request) });
    const id = polar.orders[0]!.id;
    await orders.get(id);
    const used = polar.requests.at(-1)!.headers.get("authorization")!.replace("Bearer ", "");
    polar.expire(used);
    expect(await orders.update(id, { billing_name: "Grace" })).toMatchObject({ billing_name: "Grace" });
    await orders.get(id);
    const seen = polar.requests.map(
      ({ method, url: { pathname }, status }) => `${method} ${pathname.split("/")[2]} ${status}`,
    );
    expect(seen).toEqual([
      "POST customer-sessions 201",
      "GET customer-portal 200",
      "PATCH customer-portal 401",
      "POST customer-sessions 201",
      "PATCH customer-portal 200",
      "GET customer-portal 200",
    ]);
  });

  test("serves 50 calls whose token expired with one new session", async () => {
    const { polar, server, sessions } = await servedSessions();
    const orders = createOrdersClient({ server, customerSession: sessions.provider(request) });
    const id = polar.orders[0]!.id;
    await orders.get(id);
    polar.expire(polar.requests.at(-1)!.headers.get("authorization")!.replace("Bearer ", ""));
    await Promise.all(Array.from({ length: 50 }, () => orders.get(id)));
    expect(polar.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
  });
});
