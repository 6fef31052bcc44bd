import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import type { Call, Settings } from "../../src/transport/call.js";
import { createTokenSource } from "../../src/transport/token.js";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, json, misbehave } from "../support/socket-server.js";

const ok = json(200, { id });
const expired = json(401, { error: "invalid_token", error_description: "…" });
const wrongKind = json(401, { error: "Unauthorized", detail: "Unauthorized" });

/** A provider that gives the listed tokens in turn and counts its calls. */
function provider(...tokens: string[]): { (): Promise<string>; calls: number } {
  const give = Object.assign(async () => tokens[give.calls++] ?? "polar_cst_none_left", { calls: 0 });
  return give;
}

/** A token that comes when the test says so. */
function pendingSession(): { session: Promise<string>; give: (token: string) => void } {
  let give: (token: string) => void = () => {};
  const session = new Promise<string>((resolve) => {
    give = resolve;
  });
  return { session, give };
}

const bearers = (requests: readonly { headers: Readonly<Record<string, string>> }[]): (string | undefined)[] =>
  requests.map(({ headers }) => headers["authorization"]);

describe("a 401 invalid_token", () => {
  test("asks the provider once more, and succeeds with the fresh token, even under maxRetries: 0", async () => {
    const server = await misbehave([expired, ok]);
    const customerSession = provider("old", "new");
    const { orders, delays, events } = testClient({ server: server.url, customerSession, maxRetries: 0 });
    expect(await orders.update(id, {})).toEqual({ id });
    expect(bearers(server.requests)).toEqual(["Bearer old", "Bearer new"]);
    expect(customerSession.calls).toBe(2);
    expect(delays).toEqual([]);
    expect(events).toMatchObject([{ error: "UnauthorizedError", nextDelayMs: 0 }, { error: undefined }]);
  });

  test("ends the call if the provider gives the same token again", async () => {
    const server = await misbehave([expired]);
    const customerSession = provider("same", "same", "other");
    const { orders, events } = testClient({ server: server.url, customerSession });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({ name: "UnauthorizedError", reason: "invalid_token", attempts: 1 });
    expect(server.requests).toHaveLength(1);
    expect(events).toMatchObject([{ nextDelayMs: undefined }]);
  });

  test("is answered by a renewal once only", async () => {
    const server = await misbehave([expired]);
    const customerSession = provider("a", "b", "c");
    const error = await failureOf(testClient({ server: server.url, customerSession }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "UnauthorizedError", reason: "invalid_token", attempts: 2 });
    expect(customerSession.calls).toBe(2);
  });

  test("leaves the retries to the faults that follow", async () => {
    const server = await misbehave([expired, answer(500), answer(500), ok]);
    const { orders } = testClient({ server: server.url, customerSession: provider("a", "b", "c", "d") });
    await orders.update(id, {});
    expect(bearers(server.requests)).toEqual(["Bearer a", "Bearer b", "Bearer c", "Bearer d"]);
  });

  test("is final for a plain string", async () => {
    const server = await misbehave([expired, ok]);
    const error = await failureOf(testClient({ server: server.url, customerSession: "plain" }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "UnauthorizedError", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

test.each<[string, ReturnType<typeof json>, string]>([
  ["the wrong kind of token", wrongKind, "wrong_token"],
  ["an empty body", answer(401), "unknown"],
  ["HTML", answer(401, "<html></html>"), "unknown"],
])("a 401 with %s does not ask the provider again", async (_fact, behaviour, reason) => {
  const server = await misbehave([behaviour, ok]);
  const customerSession = provider("a", "b");
  const error = await failureOf(testClient({ server: server.url, customerSession }).orders.update(id, {}));
  expect(error).toMatchObject({ name: "UnauthorizedError", reason, attempts: 1 });
  expect(customerSession.calls).toBe(1);
});

test("a token of the wrong kind is said to be one", async () => {
  const server = await misbehave([wrongKind]);
  const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
  expect(String(error)).toMatch(/ returned 401 Unauthorized: this kind of token is not accepted here$/);
});

describe("the provider", () => {
  test("is called before every attempt", async () => {
    const server = await misbehave([answer(500), answer(500), ok]);
    const { orders } = testClient({ server: server.url, customerSession: provider("a", "b", "c") });
    await orders.update(id, {});
    expect(bearers(server.requests)).toEqual(["Bearer a", "Bearer b", "Bearer c"]);
  });

  test("may be synchronous", async () => {
    const server = await misbehave([ok]);
    await testClient({ server: server.url, customerSession: () => "sync" }).orders.update(id, {});
    expect(bearers(server.requests)).toEqual(["Bearer sync"]);
  });

  test("leaves no listener on the caller's signal once it has answered", async () => {
    const server = await misbehave([ok]);
    const { signal } = new AbortController();
    await testClient({ server: server.url, customerSession: () => "sync" }).orders.update(id, {}, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test.each<[string, () => string | Promise<string>]>([
    [
      "throws",
      () => {
        throw new RangeError("session service down");
      },
    ],
    ["rejects", () => Promise.reject(new RangeError("session service down"))],
  ])("that %s ends the call with its own error as the cause, and nothing is sent", async (_fact, customerSession) => {
    const server = await misbehave([ok]);
    const { orders, events } = testClient({ server: server.url, customerSession });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({
      name: "TokenProviderError",
      attempts: 0,
      cause: new RangeError("session service down"),
    });
    expect(String(error)).toMatch(/was not sent: the token function failed$/);
    expect(server.requests).toEqual([]);
    expect(events).toEqual([]);
  });

  test("that fails at the renewal ends the call, and the attempt before it is reported", async () => {
    const server = await misbehave([expired, ok]);
    let calls = 0;
    const customerSession = (): string => {
      if (calls++ > 0) throw new Error("down");
      return "a";
    };
    const { orders, events } = testClient({ server: server.url, customerSession });
    expect(await failureOf(orders.update(id, {}))).toMatchObject({ name: "TokenProviderError", attempts: 1 });
    expect(events).toMatchObject([{ status: 401, nextDelayMs: undefined }]);
  });

  test.each(["", "two words", "line\nbreak", "ümlaut", "Bearer polar_cst_x", undefined, 5])(
    "that gives %j ends the call with an error that does not repeat it",
    async (given) => {
      const server = await misbehave([ok]);
      const { orders } = testClient({ server: server.url, customerSession: () => given as string });
      const error = await failureOf(orders.update(id, {}));
      expect(error).toMatchObject({ name: "TokenProviderError", attempts: 0 });
      expect(error).not.toHaveProperty("cause");
      expect((error as Error).message).toBe(
        "PATCH /v1/customer-portal/orders/{id} was not sent: the token function returned no usable token (visible ASCII characters without spaces)",
      );
      expect(server.requests).toEqual([]);
    },
  );
});

describe("calls that run at the same time", () => {
  test("ask once when they find their token expired, and no call gets the refused one back", async () => {
    const held: (() => void)[] = [];
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await misbehave([
      (socket, request) => {
        if (request.headers["authorization"] === "Bearer new") return ok(socket, request);
        held.push(() => expired(socket, request));
        if (held.length < 50) return;
        for (const refuse of held) refuse();
        release();
      },
    ]);
    const asked: (string | undefined)[] = [];
    const customerSession = async ({ refused }: { refused: string | undefined }): Promise<string> => {
      asked.push(refused);
      if (refused === undefined) return "old";
      // A session service that answers while every refusal has long arrived.
      await released;
      await new Promise((resolve) => setTimeout(resolve, 500));
      return "new";
    };
    const { orders } = testClient({ server: server.url, customerSession });
    const calls = Array.from({ length: 50 }, () => orders.update(id, {}));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 50 }, () => ({ id })));
    expect(asked).toEqual([undefined, "old"]);
  });

  test("share one run exactly, if all wait for it", async () => {
    const server = await misbehave([ok]);
    const { session, give } = pendingSession();
    let runs = 0;
    const customerSession = (): Promise<string> => {
      runs++;
      return session;
    };
    const { orders } = testClient({ server: server.url, customerSession });
    const calls = Array.from({ length: 50 }, () => orders.update(id, {}));
    give("shared");
    await Promise.all(calls);
    expect(runs).toBe(1);
    expect(new Set(bearers(server.requests))).toEqual(new Set(["Bearer shared"]));
  });

  test("an abort ends the waiting of its own call, not the run", async () => {
    const server = await misbehave([ok]);
    const { session, give } = pendingSession();
    const { orders } = testClient({ server: server.url, customerSession: () => session });
    const controller = new AbortController();
    const aborted = failureOf(orders.update(id, {}, { signal: controller.signal }));
    const other = orders.update(id, {});
    controller.abort("left");
    expect(await aborted).toBe("left");
    give("shared");
    expect(await other).toEqual({ id });
  });

  test("a run that hangs is dropped when its starter's time is over: the next call asks again", async () => {
    const server = await misbehave([ok]);
    let runs = 0;
    const customerSession = (): string | Promise<string> => (runs++ === 0 ? new Promise<string>(() => {}) : "fresh");
    const { orders } = testClient({ server: server.url, customerSession });
    expect(await failureOf(orders.update(id, {}, { timeoutMs: 50 }))).toMatchObject({ name: "TimeoutError" });
    expect(await orders.update(id, {})).toEqual({ id });
    expect(runs).toBe(2);
  });

  test("a run that hangs is dropped when its starter gives up too", async () => {
    const server = await misbehave([ok]);
    const controller = new AbortController();
    const customerSession = (): string | Promise<string> => {
      if (controller.signal.aborted) return "fresh";
      queueMicrotask(() => controller.abort("left"));
      return new Promise(() => {});
    };
    const { orders } = testClient({ server: server.url, customerSession });
    expect(await failureOf(orders.update(id, {}, { signal: controller.signal }))).toBe("left");
    expect(await orders.update(id, {})).toEqual({ id });
  });

  // In a worker, neither the run nor the timers of the call that started it go on after that call's request.
  test("a run that is older than its starter could last is not joined", async () => {
    const controller = new AbortController();
    let runs = 0;
    const nextToken = createTokenSource(() => (runs++ === 0 ? new Promise<string>(() => {}) : "fresh"));
    const settings = { signal: controller.signal, timeoutMs: 10_000 } as Settings;
    const leftMs = vi.fn<() => number>().mockReturnValueOnce(10_000).mockReturnValueOnce(-1).mockReturnValue(10_000);
    const call = { refused: undefined, settings, leftMs } as Partial<Call> as Call;
    const dead = failureOf(Promise.resolve(nextToken(call)));
    expect(await nextToken(call)).toBe("fresh");
    controller.abort("over");
    expect(await dead).toBe("over");
    expect(runs).toBe(2);
  });

  test("a run that was dropped and ends late takes no newer one away", async () => {
    const server = await misbehave([ok]);
    const gives: ((token: string) => void)[] = [];
    const customerSession = (): Promise<string> => new Promise((resolve) => gives.push(resolve));
    const { orders } = testClient({ server: server.url, customerSession });
    expect(await failureOf(orders.update(id, {}, { timeoutMs: 50 }))).toMatchObject({ name: "TimeoutError" });
    const second = orders.update(id, {});
    gives[0]!("late");
    await new Promise((resolve) => setImmediate(resolve));
    const third = orders.update(id, {});
    gives[1]!("fresh");
    expect(await Promise.all([second, third])).toEqual([{ id }, { id }]);
    expect(gives).toHaveLength(2);
  });

  test("a call that only joined a run and runs out of time leaves it to the others", async () => {
    const server = await misbehave([ok]);
    const { session, give } = pendingSession();
    let runs = 0;
    const customerSession = (): Promise<string> => {
      runs++;
      return session;
    };
    const { orders } = testClient({ server: server.url, customerSession });
    const starter = orders.update(id, {});
    expect(await failureOf(orders.update(id, {}, { timeoutMs: 50 }))).toMatchObject({ name: "TimeoutError" });
    const third = orders.update(id, {});
    give("shared");
    expect(await Promise.all([starter, third])).toEqual([{ id }, { id }]);
    expect(runs).toBe(1);
  });
});

test("the function is told which token was refused, and keeps being told by that call", async () => {
  const server = await misbehave([expired, answer(500), ok]);
  const asked: (string | undefined)[] = [];
  const customerSession = ({ refused }: { refused: string | undefined }): string => {
    asked.push(refused);
    return refused === undefined ? "old" : "new";
  };
  await testClient({ server: server.url, customerSession }).orders.update(id, {});
  expect(asked).toEqual([undefined, "old", "old"]);
  expect(bearers(server.requests)).toEqual(["Bearer old", "Bearer new", "Bearer new"]);
});
