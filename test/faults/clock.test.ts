import { describe, expect, test } from "vitest";
import { systemRuntime } from "../../src/transport/call.js";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, json, misbehave, stall } from "../support/socket-server.js";

const hang = (): Promise<string> => new Promise(() => {});
const ok = json(200, { id });

describe("timeoutMs limits the call as a whole", () => {
  test("its attempts: the last one gets what is left", async () => {
    const server = await misbehave([stall]);
    const { orders, events } = testClient({ server: server.url, timeoutMs: 4000, attemptTimeoutMs: 2100 });
    const started = performance.now();
    const error = await failureOf(orders.update(id, {}));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(error).toMatchObject({ name: "TimeoutError", limit: "timeoutMs", timeoutMs: 4000, attempts: 2 });
    expect((error as Error).message).toMatch(/ took longer than 4000 ms \(timeoutMs\); requests sent: 2$/);
    expect(events).toMatchObject([{ error: "TimeoutError", nextDelayMs: 375 }, { error: "TimeoutError" }]);
  });

  test("its token function, before anything is sent", async () => {
    const server = await misbehave([ok]);
    const { orders, events } = testClient({ server: server.url, customerSession: hang, timeoutMs: 50 });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({ name: "TimeoutError", limit: "timeoutMs", attempts: 0 });
    expect([server.requests, events]).toEqual([[], []]);
  });

  test("its token function at a renewal, and the event describes the 401 that led there", async () => {
    const server = await misbehave([json(401, { error: "invalid_token" }), ok]);
    let calls = 0;
    const customerSession = (): string | Promise<string> => (calls++ === 0 ? "old" : hang());
    const { orders, events } = testClient({ server: server.url, customerSession, timeoutMs: 300 });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({ name: "TimeoutError", limit: "timeoutMs", attempts: 1 });
    expect(events).toMatchObject([{ status: 401, error: "UnauthorizedError", nextDelayMs: undefined }]);
  });

  test("its waits: one that took longer than it should ends the call before the next attempt", async () => {
    const server = await misbehave([answer(500), ok]);
    const { orders } = testClient(
      { server: server.url, timeoutMs: 1500 },
      { sleep: () => systemRuntime.sleep(1600, undefined) },
    );
    const expected = { name: "TimeoutError", limit: "timeoutMs", attempts: 1 };
    expect(await failureOf(orders.update(id, {}))).toMatchObject(expected);
    expect(server.requests).toHaveLength(1);
  });
});

describe("the limits of one call", () => {
  test("replace those of the client", async () => {
    const server = await misbehave([stall]);
    const { orders } = testClient({ server: server.url, maxRetries: 0 });
    const byAttempt = failureOf(orders.update(id, {}, { attemptTimeoutMs: 100 }));
    expect(await byAttempt).toMatchObject({ name: "TimeoutError", limit: "attemptTimeoutMs", timeoutMs: 100 });
    const byCall = failureOf(orders.update(id, {}, { timeoutMs: 100 }));
    expect(await byCall).toMatchObject({ name: "TimeoutError", limit: "timeoutMs", timeoutMs: 100 });
  });

  test("that are not given stay the client's", async () => {
    const server = await misbehave([stall]);
    const { orders } = testClient({ server: server.url, maxRetries: 0, attemptTimeoutMs: 100 });
    const { signal } = new AbortController();
    expect(await failureOf(orders.update(id, {}, { signal }))).toMatchObject({ timeoutMs: 100, attempts: 1 });
  });
});
