import { describe, expect, test } from "vitest";
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
    ["a fraction", { "Retry-After": "1.5" }, 60_000],
    ["a date in a form that HTTP does not have", { "Retry-After": "2026-11-23T12:00:05Z" }, 60_000],
    ["an hour", { "Retry-After": "3600" }, 3_600_000],
    ["a date that is too far away", { "Retry-After": at(86_400_000) }, 86_400_000],
    ["a number beyond every timer", { "Retry-After": "99999999999" }, 99_999_999_999_000],
    ["a millisecond too much", { "Retry-After": "11" }, 11_000],
  ])("%s", async (_fact, headers, retryAfterMs) => {
    const server = await misbehave([answer(429, "", headers), ok]);
    const { orders, events } = testClient({ server: server.url }, { now: () => now });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({ name: "RateLimitError", status: 429, body: undefined, retryAfterMs, attempts: 1 });
    expect(server.requests).toHaveLength(1);
    expect(events).toMatchObject([{ status: 429, nextDelayMs: undefined }]);
  });
});

describe("a wait that is obeyed to the millisecond", () => {
  test.each<[string, number, string, number]>([
    ["a 429 in seconds", 429, "7", 7000],
    ["a 429 in zero seconds, which still backs off", 429, "0", 125],
    ["a 429 of exactly the longest wait", 429, "10", 10_000],
    ["a 429 with an HTTP date", 429, at(3000), 3000],
    ["a 429 with a date that has passed, which still backs off", 429, at(-3000), 125],
    ["a 429 with an RFC 850 date", 429, "Monday, 23-Nov-26 12:00:02 GMT", 2000],
    ["a 503 in seconds", 503, "2", 2000],
  ])("%s", async (_fact, status, value, delayMs) => {
    const server = await misbehave([answer(status, "", { "Retry-After": value }), ok]);
    const { orders, delays, events } = testClient({ server: server.url }, { now: () => now });
    await orders.update(id, {});
    expect(delays).toEqual([delayMs]);
    expect(events).toMatchObject([{ status, nextDelayMs: delayMs }, { status: 200 }]);
  });

  test("a batch job with maxRetryDelayMs: 60_000 waits Polar's minute", async () => {
    const server = await misbehave([answer(429, "", { "Retry-After": "60" }), ok]);
    const { orders, delays } = testClient({ server: server.url, maxRetryDelayMs: 60_000 });
    await orders.update(id, {});
    expect(delays).toEqual([60_000]);
  });

  test("a 503 whose header cannot be read backs off as if it had none", async () => {
    const server = await misbehave([answer(503, "", { "Retry-After": "soon" }), ok]);
    const { orders, delays } = testClient({ server: server.url });
    await orders.update(id, {});
    expect(delays).toEqual([125]);
  });

  test("a 503 that asks for too long a wait ends the call with that wait", async () => {
    const server = await misbehave([answer(503, "", { "Retry-After": "120" }), ok]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "ServerError", retryAfterMs: 120_000, attempts: 1 });
  });
});

test("the backoff doubles up to maxRetryDelayMs", async () => {
  const server = await misbehave([answer(500)]);
  const { orders, delays } = testClient({ server: server.url, maxRetries: 5, maxRetryDelayMs: 1500 });
  expect(await failureOf(orders.update(id, {}))).toMatchObject({ name: "ServerError", attempts: 6 });
  expect(delays).toEqual([125, 250, 500, 750, 750]);
});
