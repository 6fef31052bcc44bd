import { describe, expect, test } from "vitest";
import { createOrdersClient } from "../../src/index.js";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, json, misbehave } from "../support/socket-server.js";

const now = Date.parse("2026-11-23T12:00:00Z");
const at = (milliseconds: number): string => new Date(now + milliseconds).toUTCString();
const ok = json(200, { id });

describe("a 429 that ends the call at once", () => {
  test.each<[string, Record<string, string>, number]>([
    ["Polar's own: empty, 60 seconds", { "Retry-After": "60" }, 60_000],
    ["without the header, as a browser sees it", {}, 60_000],
    ["a header that cannot be read", { "Retry-After": "soon" }, 60_000],
    ["a negative number", { "Retry-After": "-5" }, 60_000],
    ["a date in a form that HTTP does not have", { "Retry-After": "2026-11-23T12:00:05Z" }, 60_000],
    ["an hour", { "Retry-After": "3600" }, 3_600_000],
    ["a date that is too far away", { "Retry-After": at(86_400_000) }, 86_400_000],
    ["a number beyond every timer", { "Retry-After": "99999999999" }, 2_147_483_647],
    ["a number beyond every number", { "Retry-After": "9".repeat(400) }, 2_147_483_647],
    ["all the time that the call has", { "Retry-After": "20" }, 20_000],
  ])("%s", async (_fact, headers, retryAfterMs) => {
    const server = await misbehave([answer(429, "", headers), ok]);
    const { orders, events } = testClient({ server: server.url }, { now: () => now });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({ name: "RateLimitError", status: 429, body: undefined, retryAfterMs, attempts: 1 });
    expect((error as Error).message).toBe(
      `PATCH /v1/customer-portal/orders/{id} returned 429: wait ${Math.ceil(retryAfterMs / 1000)} s, longer than timeoutMs allows`,
    );
    expect(server.requests).toHaveLength(1);
    expect(events).toMatchObject([{ status: 429, nextDelayMs: undefined }]);
  });
});

test("a 429 whose wait would fit, but after the last retry, only says how long to wait", async () => {
  const server = await misbehave([answer(429, "", { "Retry-After": "7" })]);
  const error = await failureOf(testClient({ server: server.url, maxRetries: 0 }).orders.update(id, {}));
  expect((error as Error).message).toBe("PATCH /v1/customer-portal/orders/{id} returned 429: wait 7 s");
});

test("a date is read by the clock of the machine", async () => {
  const server = await misbehave([answer(503, "", { "Retry-After": new Date(Date.now() + 3_600_000).toUTCString() })]);
  const orders = createOrdersClient({ customerSession: "polar_cst_test", server: server.url });
  const { retryAfterMs } = (await failureOf(orders.update(id, {}))) as { retryAfterMs: number };
  expect(retryAfterMs).toBeGreaterThan(3_500_000);
  expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
});

describe("a wait that is asked for is obeyed, with half of its jitter here", () => {
  test.each<[string, number, string, number]>([
    ["a 429 in seconds", 429, "7", 7875],
    ["a 429 in zero seconds, which still backs off", 429, "0", 375],
    ["a 429 in a fraction of seconds", 429, "3.5", 3937],
    ["a 429 with the header sent twice, the longer first", 429, "4, 2", 4500],
    ["a 429 with the header sent twice, the longer last", 429, "2, 4", 4500],
    ["a 429 with a date and seconds", 429, `${at(3000)}, 4`, 4500],
    ["a 429 with two dates", 429, `${at(4000)}, ${at(3000)}`, 4500],
    ["a 429 with an HTTP date", 429, at(3000), 3375],
    ["a 429 with a date that has passed, which still backs off", 429, at(-3000), 375],
    ["a 429 with an RFC 850 date", 429, "Monday, 23-Nov-26 12:00:02 GMT", 2250],
    ["a 429 with a date in the form of asctime", 429, "Mon Nov 23 12:00:02 2026", 2250],
    ["a 503 in seconds", 503, "2", 2250],
  ])("%s", async (_fact, status, value, delayMs) => {
    const server = await misbehave([answer(status, "", { "Retry-After": value }), ok]);
    const { orders, delays, events } = testClient({ server: server.url }, { now: () => now });
    await orders.update(id, {});
    expect(delays).toEqual([delayMs]);
    expect(events).toMatchObject([{ status, nextDelayMs: delayMs }, { status: 200 }]);
  });

  test("a batch job with timeoutMs: 180_000 waits Polar's minute", async () => {
    const server = await misbehave([answer(429, "", { "Retry-After": "60" }), ok]);
    const { orders, delays } = testClient({ server: server.url, timeoutMs: 180_000 });
    await orders.update(id, {});
    expect(delays).toEqual([62_500]);
  });

  test("a 503 whose header cannot be read backs off as if it had none", async () => {
    const server = await misbehave([answer(503, "", { "Retry-After": "soon" }), ok]);
    const { orders, delays } = testClient({ server: server.url });
    await orders.update(id, {});
    expect(delays).toEqual([375]);
  });

  test("a 503 that asks for too long a wait ends the call with that wait", async () => {
    const server = await misbehave([answer(503, "", { "Retry-After": "120" }), ok]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "ServerError", retryAfterMs: 120_000, attempts: 1 });
  });
});

test("the backoff doubles up to ten seconds", async () => {
  const server = await misbehave([answer(500)]);
  const { orders, delays } = testClient({ server: server.url, maxRetries: 6, timeoutMs: 60_000 });
  expect(await failureOf(orders.update(id, {}))).toMatchObject({ name: "ServerError", attempts: 7 });
  expect(delays).toEqual([375, 750, 1500, 3000, 6000, 7500]);
});

test("a backoff that does not fit into what is left of timeoutMs ends the call with the API's error", async () => {
  const server = await misbehave([answer(500)]);
  const { orders, delays } = testClient({ server: server.url, maxRetries: 9, timeoutMs: 2000 });
  expect(await failureOf(orders.update(id, {}))).toMatchObject({ name: "ServerError", attempts: 4 });
  expect(delays).toEqual([375, 750, 1500]);
});

test("90 clients that are sent away for one second come back spread, and none too early", async () => {
  const server = await misbehave([answer(429, "", { "Retry-After": "1" })]);
  const waits: number[] = [];
  for (let index = 0; index < 90; index++) {
    const { orders, delays } = testClient({ server: server.url, maxRetries: 1 }, { random: () => index / 90 });
    await failureOf(orders.update(id, {}));
    waits.push(...delays);
  }
  expect(Math.min(...waits)).toBe(1000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1250);
  expect(new Set(waits).size).toBeGreaterThan(80);
});
