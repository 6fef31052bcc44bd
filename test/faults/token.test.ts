import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
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

  test("ends the call where the provider gives the same token again", async () => {
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

  test("that fails at the renewal ends the call, and the attempt before it is told", async () => {
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
        "PATCH /v1/customer-portal/orders/{id} was not sent: the token function must give a token of visible ASCII characters, without spaces or a scheme",
      );
      expect(server.requests).toEqual([]);
    },
  );
});
