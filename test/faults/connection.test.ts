import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { FetchFunction } from "../../src/index.js";
import { failureOf, id, testClient } from "../support/orders.js";
import {
  answer,
  chunked,
  hangUp,
  json,
  misbehave,
  partial,
  reset,
  stall,
  type Behaviour,
} from "../support/socket-server.js";

const order = { id, status: "paid" };
const text = JSON.stringify(order);
// Node 20 never ends reading the second broken gzip on a connection, not even when it is aborted: only the time limit ends it.
const gzip = { "Content-Encoding": "gzip", Connection: "close" };

/** A fault of one attempt, and the error if every attempt meets it. */
const faults: [
  fact: string,
  fault: Behaviour,
  error: { name: string; [member: string]: unknown },
  attemptTimeoutMs?: number,
][] = [
  ["a reset before the headers", reset, { name: "ConnectionError" }],
  ["a connection closed before the headers", hangUp, { name: "ConnectionError" }],
  ["an answer that is no HTTP", (socket) => void socket.end("SSH-2.0-OpenSSH_9\r\n"), { name: "ConnectionError" }],
  [
    "a reset in mid-body",
    partial(200, 1000, text.slice(0, 9), reset),
    { name: "UnreadableResponseError", status: 200 },
  ],
  ["a body shorter than its content-length", partial(200, 1000, text, hangUp), { name: "UnreadableResponseError" }],
  ["a chunked body without its end", chunked(200, [text], { isWhole: false }), { name: "UnreadableResponseError" }],
  ["a 200 with HTML", answer(200, "<html>Welcome</html>"), { name: "UnreadableResponseError" }],
  ["a 200 without a body", answer(200), { name: "UnreadableResponseError" }],
  ["a 200 with null", json(200, null), { name: "UnreadableResponseError" }],
  ["a 200 with an array", json(200, [order]), { name: "UnreadableResponseError" }],
  ["a 200 with a string", json(200, "paid"), { name: "UnreadableResponseError" }],
  [
    "a 204",
    (socket) => void socket.write("HTTP/1.1 204 No Content\r\n\r\n"),
    { name: "UnreadableResponseError", status: 204 },
  ],
  ["a broken gzip", answer(200, gzipSync(text).subarray(0, 20), gzip), { name: "UnreadableResponseError" }],
  ["a gzip that is not one", answer(200, text, gzip), { name: "UnreadableResponseError" }],
  ["headers that never come", stall, { name: "TimeoutError", timeoutMs: 400 }, 400],
  ["a body that never ends", partial(200, 1000, text, stall), { name: "TimeoutError" }, 400],
  [
    "a 502 with HTML",
    answer(502, "<html>Bad Gateway</html>"),
    { name: "ServerError", body: "<html>Bad Gateway</html>" },
  ],
  [
    "a 500 whose body never ends",
    partial(500, 1000, "{", stall),
    { name: "ServerError", status: 500, body: undefined },
    400,
  ],
  ["a 408", answer(408), { name: "PolarApiError", status: 408, body: undefined }],
  ["a 425", answer(425), { name: "PolarApiError", status: 425 }],
  ["a 503", json(503, { error: "Unavailable" }), { name: "ServerError", status: 503 }],
];

const messages: Record<string, RegExp> = {
  ConnectionError: /^PATCH \/v1\/customer-portal\/orders\/\{id\} got no response: the connection failed \([A-Z_]+\)$/,
  UnreadableResponseError: /orders\/\{id\} returned 20\d, but not what was asked for$/,
  TimeoutError: /orders\/\{id\} took longer than 400 ms \(attemptTimeoutMs\); requests sent: 3$/,
  ServerError: /orders\/\{id\} returned 50\d( Unavailable)?$/,
  PolarApiError: /orders\/\{id\} returned 4\d\d$/,
};

describe.each(faults)("%s", (_fact, fault, error, attemptTimeoutMs = 10_000) => {
  test("is retried, with the same body and a length", async () => {
    const server = await misbehave([fault, json(200, order)]);
    const { orders, events } = testClient({ server: server.url, attemptTimeoutMs });
    const changes = { billing_name: "Ada Lovelace, Österreich" };
    expect(await orders.update(id, changes)).toEqual(order);
    expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual([changes, changes]);
    expect(server.requests.map(({ headers }) => headers["transfer-encoding"])).toEqual([undefined, undefined]);
    expect(events.map((event) => event.error)).toEqual([error.name, undefined]);
  });

  test("is the error of the call once the retries are used", async () => {
    const server = await misbehave([fault]);
    const { orders, delays } = testClient({ server: server.url, attemptTimeoutMs, maxRetries: 2 });
    const failure = await failureOf(orders.update(id, {}));
    expect(failure).toMatchObject({ ...error, attempts: 3 });
    expect((failure as Error).message).toMatch(messages[error.name]!);
    expect(server.requests).toHaveLength(3);
    expect(delays).toEqual([375, 750]);
  });

  test("is never retried under maxRetries: 0", async () => {
    const server = await misbehave([fault]);
    const { orders } = testClient({ server: server.url, attemptTimeoutMs });
    expect(await failureOf(orders.update(id, {}, { maxRetries: 0 }))).toMatchObject({ ...error, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

test("a refused connection is retried and finds the server that came up meanwhile", async () => {
  const gone = await misbehave([stall]);
  const port = Number(new URL(gone.url).port);
  await gone.close();
  const { orders, events } = testClient(
    { server: gone.url },
    { sleep: async () => void (await misbehave([json(200, order)], port)) },
  );
  expect(await orders.update(id, {})).toEqual(order);
  expect(events).toMatchObject([{ error: "ConnectionError", status: undefined }, { status: 200 }]);
});

test("a refused connection tells the system's code along its causes", async () => {
  const gone = await misbehave([stall]);
  await gone.close();
  const { orders } = testClient({ server: gone.url, maxRetries: 0 });
  const error = await failureOf(orders.update(id, {}));
  expect(error).toMatchObject({
    name: "ConnectionError",
    message: "PATCH /v1/customer-portal/orders/{id} got no response: the connection failed (ECONNREFUSED)",
    cause: { name: "TypeError", cause: { code: "ECONNREFUSED" } },
  });
});

test("a connection that failed without a code is said to have failed, and no more", async () => {
  const { orders } = testClient({ fetch: () => Promise.reject(new TypeError("Failed to fetch")), maxRetries: 0 });
  expect(await failureOf(orders.update(id, {}))).toMatchObject({
    name: "ConnectionError",
    message: "PATCH /v1/customer-portal/orders/{id} got no response: the connection failed",
  });
});

test("the caller's own fetch is called without this, and so is checkResponse", async () => {
  const seen: unknown[] = [];
  const fetch = async function (this: unknown): Promise<Response> {
    seen.push(this);
    return Response.json(order);
  };
  const checkResponse = function (this: unknown): void {
    seen.push(this);
  };
  expect(await testClient({ fetch, checkResponse }).orders.update(id, {})).toEqual(order);
  expect(seen).toEqual([undefined, undefined]);
});

test("a body from a fetch that ignores the signal is left once the time is over", async () => {
  let cancelled: (() => void) | undefined;
  const end = new Promise<void>((resolve) => (cancelled = resolve));
  const trickle = new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.enqueue(new TextEncoder().encode(" "));
    },
    cancel: () => cancelled?.(),
  });
  const { orders } = testClient({ fetch: async () => new Response(trickle), attemptTimeoutMs: 50, maxRetries: 0 });
  expect(await failureOf(orders.update(id, {}))).toMatchObject({ name: "TimeoutError" });
  await end;
});

describe("answers that are odd but whole", () => {
  test.each<[string, Behaviour]>([
    ["chunked", chunked(200, [text.slice(0, 7), text.slice(7)])],
    ["gzipped", answer(200, gzipSync(text), gzip)],
    ["under the wrong media type", answer(200, text, { "Content-Type": "text/html" })],
    ["with a byte order mark", answer(200, `\uFEFF${text}`)],
  ])("a success %s is read", async (_fact, behaviour) => {
    const server = await misbehave([behaviour]);
    expect(await testClient({ server: server.url }).orders.update(id, {})).toEqual(order);
  });

  test("a success of 5 MB is read", async () => {
    const long = { id, description: "x".repeat(5_000_000) };
    const server = await misbehave([json(200, long)]);
    expect(await testClient({ server: server.url }).orders.update(id, {})).toEqual(long);
  });

  test("unknown members and unknown enum values come through untouched", async () => {
    const odd = {
      id,
      status: "of_tomorrow",
      new_member: { deep: [1, null] },
      product: { prices: [{ amount_type: "barter" }] },
    };
    const server = await misbehave([json(200, odd)]);
    expect(await testClient({ server: server.url }).orders.update(id, {})).toEqual(odd);
  });

  test.each([400, 402, 405, 418, 300, 304])("a %i is an error at once", async (status) => {
    const server = await misbehave([json(status, { error: "Odd" })]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "PolarApiError", status, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

test("a 404 without a body claims nothing about the order or the version", async () => {
  const server = await misbehave([answer(404)]);
  const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
  expect(String(error)).toBe("PolarApiError: PATCH /v1/customer-portal/orders/{id} returned 404");
});

test("a redirect as a browser shows it, opaque and without a status, is distinguished from an answer", async () => {
  const opaque = Object.defineProperties(new Response(), {
    type: { value: "opaqueredirect" },
    status: { value: 0 },
    ok: { value: false },
  });
  const error = await failureOf(testClient({ fetch: async () => opaque }).orders.update(id, {}));
  expect(error).toMatchObject({ name: "RedirectError", status: 0, attempts: 1 });
});

test.each<[string, unknown]>([
  ["undefined", undefined],
  ["null", null],
  ["text", "{}"],
  ["an object without headers", { status: 200, text: async () => "{}" }],
  ["an object without text", { status: 200, headers: new Headers() }],
  ["an object without a status", { headers: new Headers(), text: async () => "{}" }],
  ["a response of node-fetch", { status: 200, headers: new Headers(), text: async () => "{}", body: { pipe() {} } }],
])("a fetch option that gives %s is named by the error, and not called again", async (_fact, given) => {
  let calls = 0;
  const fetch = (async () => {
    calls++;
    return given;
  }) as unknown as FetchFunction;
  const error = await failureOf(testClient({ fetch }).orders.update(id, {}));
  expect(error).toMatchObject({ name: "UnreadableResponseError", status: 0, attempts: 1 });
  expect((error as Error).message).toMatch(/the fetch option must return a Response$/);
  expect(calls).toBe(1);
});

test.each([301, 302, 303, 307, 308])(
  "a %i to another origin is not followed: the token does not arrive there",
  async (status) => {
    const other = await misbehave([json(200, order)]);
    const server = await misbehave([
      answer(status, "moved", { Location: `${other.url}/v1/customer-portal/orders/${id}` }),
    ]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "RedirectError", status, attempts: 1 });
    expect(String(error)).toContain("returned a redirect, which is not followed");
    expect(other.requests).toEqual([]);
    expect(server.requests).toHaveLength(1);
  },
);
