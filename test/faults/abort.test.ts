import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, json, misbehave, partial, stall } from "../support/socket-server.js";
import { systemRuntime } from "../../src/transport/call.js";

const ok = json(200, { id });
const reason = new Error("the page was left");

describe("the caller's signal", () => {
  test("that has aborted before sends nothing and asks for no token", async () => {
    const server = await misbehave([ok]);
    let asked = 0;
    const { orders, events } = testClient({ server: server.url, customerSession: () => `token${asked++}` });
    expect(await failureOf(orders.update(id, {}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect([asked, server.requests, events]).toEqual([0, [], []]);
  });

  test("ends a wait for the token at once", async () => {
    const server = await misbehave([ok]);
    const controller = new AbortController();
    const customerSession = (): Promise<string> => {
      queueMicrotask(() => controller.abort(reason));
      return new Promise(() => {});
    };
    const { orders } = testClient({ server: server.url, customerSession });
    expect(await failureOf(orders.update(id, {}, { signal: controller.signal }))).toBe(reason);
    expect(server.requests).toEqual([]);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test.each([
    ["no token", ""],
    ["the same token", "token"],
  ])("that a provider aborts itself, giving %s, is what the call ends with", async (_fact, second) => {
    const server = await misbehave([json(401, { error: "invalid_token" })]);
    const controller = new AbortController();
    let asked = 0;
    const customerSession = (): string => {
      if (asked++ === 0) return "token";
      controller.abort(reason);
      return second;
    };
    const { orders, events } = testClient({ server: server.url, customerSession });
    expect(await failureOf(orders.update(id, {}, { signal: controller.signal }))).toBe(reason);
    expect(events).toMatchObject([{ status: 401, error: "UnauthorizedError", nextDelayMs: undefined }]);
  });

  test("that aborts while the provider ends sends nothing", async () => {
    const server = await misbehave([ok]);
    const controller = new AbortController();
    const customerSession = (): string => {
      controller.abort(reason);
      return "token";
    };
    const { orders } = testClient({ server: server.url, customerSession });
    expect(await failureOf(orders.update(id, {}, { signal: controller.signal }))).toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ["in flight", stall],
    ["while the body is read", partial(200, 1000, "{", stall)],
    ["while the body of an error is read", partial(500, 1000, "{", stall)],
  ])("ends the call %s, and is not retried", async (_fact, behaviour) => {
    const server = await misbehave([behaviour]);
    const controller = new AbortController();
    const { orders, events } = testClient({ server: server.url });
    const failure = failureOf(orders.update(id, {}, { signal: controller.signal }));
    await server.asked;
    controller.abort(reason);
    expect(await failure).toBe(reason);
    expect(server.requests).toHaveLength(1);
    expect(events).toMatchObject([{ error: "AbortError", nextDelayMs: undefined }]);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("ends the call while it backs off", async () => {
    const server = await misbehave([answer(500)]);
    const controller = new AbortController();
    const { orders } = testClient(
      { server: server.url },
      {
        sleep(_ms, signal) {
          queueMicrotask(() => controller.abort(reason));
          return systemRuntime.sleep(60_000, signal);
        },
      },
    );
    expect(await failureOf(orders.update(id, {}, { signal: controller.signal }))).toBe(reason);
    expect(server.requests).toHaveLength(1);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("rejects with whatever the reason is", async () => {
    const { orders } = testClient({ server: "http://127.0.0.1:9" });
    expect(await failureOf(orders.update(id, {}, { signal: AbortSignal.abort("a string") }))).toBe("a string");
    expect(await failureOf(orders.update(id, {}, { signal: AbortSignal.abort() }))).toMatchObject({
      name: "AbortError",
    });
  });

  test("AbortSignal.timeout is a deadline of the call as a whole", async () => {
    const server = await misbehave([answer(500)]);
    const { orders } = testClient({ server: server.url, maxRetries: 1_000_000 }, { sleep: systemRuntime.sleep });
    const failure = await failureOf(orders.update(id, {}, { signal: AbortSignal.timeout(300) }));
    expect(failure).toMatchObject({ name: "TimeoutError" });
  });
});

test("an abort in any turn after the answer looks the same in the event and in the outcome", async () => {
  const outcomes = new Set<string>();
  for (let turns = 0; turns < 40; turns++) {
    const controller = new AbortController();
    const abortAfter = (left: number): void =>
      left > 0 ? queueMicrotask(() => abortAfter(left - 1)) : controller.abort(reason);
    const text = JSON.stringify({ id });
    const response = {
      status: 200,
      headers: new Headers(),
      async text() {
        abortAfter(turns);
        return text;
      },
    } as Response;
    const { orders, events } = testClient({ fetch: async () => response });
    const outcome = await orders.update(id, {}, { signal: controller.signal }).then(
      () => "success",
      (error: unknown) => (error === reason ? "AbortError" : "another error"),
    );
    expect(events.map(({ error = "success" }) => error)).toEqual([outcome]);
    outcomes.add(outcome);
  }
  expect([...outcomes]).toEqual(["AbortError", "success"]);
});

test("a fetch that ignores its signal still ends in time, and its late answer is thrown away", async () => {
  let answerLate: (response: Response) => void = () => {};
  const late = new Promise<Response>((resolve) => {
    answerLate = resolve;
  });
  const { orders } = testClient({ fetch: () => late, attemptTimeoutMs: 20, maxRetries: 0 });
  expect(await failureOf(orders.update(id, {}))).toMatchObject({
    name: "TimeoutError",
    limit: "attemptTimeoutMs",
    timeoutMs: 20,
  });
  const cancelled = new Promise<void>((resolve) => {
    answerLate(new Response(new ReadableStream({ cancel: () => resolve() })));
  });
  await cancelled;
});

test("1,000 calls on one shared signal leave no listener and no warning", async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error): void => void warnings.push(warning);
  process.on("warning", warn);
  const server = await misbehave([ok]);
  const { signal } = new AbortController();
  const { orders } = testClient({ server: server.url });
  for (let done = 0; done < 1000; done += 50) {
    await Promise.all(Array.from({ length: 50 }, () => orders.update(id, {}, { signal })));
  }
  // A warning is emitted in the next tick of the process.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", warn);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(warnings).toEqual([]);
});
