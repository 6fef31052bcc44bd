import { inspect } from "node:util";
import fc from "fast-check";
import { err as pinoError } from "pino-std-serializers";
import { serializeError } from "serialize-error";
import { describe, expect, test } from "vitest";
import { isPolarError, type AttemptEvent, type FetchFunction } from "../../src/index.js";
import { failureOf, id, testClient } from "../support/orders.js";
import { printedForms } from "../support/printed.js";
import { answer, json, misbehave, partial, reset, stall, type Behaviour } from "../support/socket-server.js";

// A digit in front: a run of letters alone could pass for an error code of the API's.
const marker = fc.stringMatching(/^7[A-Za-z0-9]{15}$/);
const around = fc.tuple(fc.stringMatching(/^[a-z0-9_]{0,8}$/), marker, fc.stringMatching(/^[a-z0-9_]{0,8}$/));

describe("no error and no event prints a token or a submitted value", () => {
  const echoes: [fact: string, behave: (text: string) => Behaviour][] = [
    ["a 400 that echoes it", (text) => json(400, { error: text, detail: text })],
    ["a 401 that echoes it", (text) => json(401, { error: "invalid_token", error_description: text })],
    ["a 403 that echoes it", (text) => json(403, { error: "NotPermitted", detail: text })],
    ["a 404 that echoes it", (text) => json(404, { error: text, detail: text })],
    [
      "a 422 that echoes it",
      (text) => json(422, { error: "X", detail: [{ type: text, loc: ["body", text], msg: text, input: { a: text } }] }),
    ],
    ["a 429 that echoes it", (text) => json(429, { error: text })],
    ["a 500 that echoes it as text", (text) => answer(500, text)],
    ["a 200 of HTML that echoes it", (text) => answer(200, `<p>${text}</p>`)],
    ["a 200 of broken JSON that echoes it", (text) => answer(200, `{"billing_name": ${text}`)],
    ["a 200 that echoes it and breaks off", (text) => partial(200, 1000, text, reset)],
    ["a 200 that echoes it and stalls", (text) => partial(200, 1000, text, stall)],
    ["an answer that is no HTTP", (text) => (socket) => void socket.end(`${text}\r\n\r\n`)],
    ["a header that is not one", (text) => (socket) => void socket.end(`HTTP/1.1 200 OK\r\n${text}\u0000\r\n\r\n`)],
    ["a redirect to it", (text) => answer(307, "", { Location: `https://example.com/${text}` })],
  ];

  test.each(echoes)("%s", async (_fact, behave) => {
    await fc.assert(
      fc.asyncProperty(around, async ([before, secret, after]) => {
        const text = before + secret + after;
        const server = await misbehave([behave(text)]);
        const { orders, events } = testClient({
          server: server.url,
          customerSession: text,
          attemptTimeoutMs: 250,
          maxRetries: 0,
        });
        const address = { country: "US", line1: text } as const;
        const error = await failureOf(orders.update(id, { billing_name: text, billing_address: address }));
        await server.close();
        expect(server.requests[0]?.body).toContain(secret);
        expect(isPolarError(error)).toBe(true);
        expect(printedForms(error)).not.toContain(secret);
        expect(printedForms(error)).not.toContain(id);
        expect(JSON.stringify(events)).not.toContain(secret);
      }),
      { numRuns: 5 },
    );
  });
});

test("a fetch whose errors quote everything they know does not get through", async () => {
  const secret = "7secretsecret777";
  const fetch: FetchFunction = () => {
    const deepest = Object.assign(new Error(`token ${secret}`), { code: secret, token: secret });
    const cause = Object.assign(new SyntaxError(`body ${secret}`, { cause: deepest }), { name: `Error of ${secret}` });
    return Promise.reject(new TypeError(`request ${secret}`, { cause }));
  };
  const { orders } = testClient({ fetch, maxRetries: 0 });
  const error = await failureOf(orders.update(id, { billing_name: secret }));
  expect(error).toMatchObject({ name: "ConnectionError", cause: { name: "TypeError", cause: { name: "Error" } } });
  expect(printedForms(error)).not.toContain(secret);
});

test("the causes of a foreign error are followed five deep, and a circle ends", async () => {
  const circle: { name: string; cause?: unknown } = { name: "Circle" };
  circle.cause = circle;
  const { orders } = testClient({ fetch: () => Promise.reject(circle), maxRetries: 0 });
  let depth = 0;
  for (let error = (await failureOf(orders.update(id, {}))) as Error; error.cause; error = error.cause as Error)
    depth++;
  expect(depth).toBe(5);
});

test("what code may need is reachable, though not enumerable", async () => {
  const body = { error: "NotPermitted", detail: "Only owners and billing managers can access billing features." };
  const server = await misbehave([json(403, body, { "X-Seen": "1" })]);
  const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
  if (!isPolarError(error) || error.name !== "ForbiddenError") throw new Error("not a ForbiddenError");
  expect(error.body).toEqual(body);
  expect(error.headers.get("X-Seen")).toBe("1");
  expect(Object.keys(error).toSorted()).toEqual(["attempts", "code", "retryAfterMs", "status"]);
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: "ForbiddenError",
    message: "PATCH /v1/customer-portal/orders/{id} returned 403 NotPermitted",
    attempts: 1,
    status: 403,
    code: "NotPermitted",
  });
});

test("the API's own code is in the message only if it looks like one", async () => {
  const codes = ["A", "x".repeat(64), "snake_case", "x".repeat(65), "two words", "a18", "", "ö", "new\nline"];
  const messages: string[] = [];
  for (const code of codes) {
    const server = await misbehave([json(400, { error: code })]);
    messages.push(String(await failureOf(testClient({ server: server.url }).orders.update(id, {}))));
  }
  const plain = "PolarApiError: PATCH /v1/customer-portal/orders/{id} returned 400";
  expect(messages).toEqual([
    `${plain} A`,
    `${plain} ${"x".repeat(64)}`,
    `${plain} snake_case`,
    plain,
    plain,
    plain,
    plain,
    plain,
    plain,
  ]);
});

test("events hold nothing but what their type declares", async () => {
  const server = await misbehave([json(200, { id, billing_name: "7secretsecret777" })]);
  const { orders, events } = testClient({ server: server.url });
  await orders.update(id, { billing_name: "7secretsecret777" });
  const members: (keyof AttemptEvent)[] = [
    "attempt",
    "durationMs",
    "error",
    "method",
    "nextDelayMs",
    "operation",
    "path",
    "polarVersion",
    "status",
  ];
  expect(events.map((event) => Object.keys(event).toSorted())).toEqual([members]);
});

describe("what loggers make of an error", () => {
  const body = {
    error: "PolarRequestValidationError",
    detail: [{ type: "value_error", loc: ["body", "billing_address", "country"], msg: "secret", input: "secret" }],
  };
  const facts = { status: 422, code: "PolarRequestValidationError", attempts: 1 };
  const issues = [{ path: ["billing_address", "country"], code: "value_error" }];

  async function refused(): Promise<Error> {
    const server = await misbehave([json(422, body)]);
    return (await failureOf(testClient({ server: server.url }).orders.update(id, {}))) as Error;
  }

  test("JSON and serialize-error show the facts and the issues' places", async () => {
    const error = await refused();
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "ValidationError",
      message: error.message,
      ...facts,
      issues,
    });
    expect(serializeError(error)).toMatchObject({ name: "ValidationError", ...facts, issues });
    expect(JSON.stringify(serializeError(error))).not.toContain("secret");
  });

  test("pino shows the facts", async () => {
    expect(pinoError(await refused())).toMatchObject({ type: "ValidationError", ...facts });
  });

  test("util.inspect with every option on shows no body and no header", async () => {
    const printed = inspect(await refused(), { showHidden: true, getters: true, depth: Infinity });
    expect(printed).toContain("country");
    // The stack names this file.
    expect(printed.replaceAll("secrets.test.ts", "")).not.toMatch(/secret|application\/json/);
  });
});

describe("what fetch threw", () => {
  const original = Object.assign(new TypeError("the token is 7secretsecret777"), { token: "7secretsecret777" });

  test("is at hand as error.original, and in no printed form", async () => {
    const { orders } = testClient({ fetch: () => Promise.reject(original), maxRetries: 0 });
    const error = await failureOf(orders.update(id, {}));
    if (!isPolarError(error) || error.name !== "ConnectionError") throw new Error("not a ConnectionError");
    expect(error.original).toBe(original);
    expect(printedForms(error)).not.toContain("7secretsecret777");
  });

  test.each(["code", "cause", "name", "message", "syscall"])("may have a %s that throws", async (member) => {
    const hostile = Object.defineProperty(new Error("x"), member, {
      get() {
        throw new Error("7secretsecret777");
      },
    });
    const { orders } = testClient({ fetch: () => Promise.reject(hostile), maxRetries: 0 });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({ name: "ConnectionError", attempts: 1 });
    expect(printedForms(error)).not.toContain("7secretsecret777");
  });

  test.each([undefined, null, 0, "", false])("may be %j", async (nothing) => {
    const { orders } = testClient({ fetch: () => Promise.reject(nothing), maxRetries: 0 });
    expect(await failureOf(orders.update(id, {}))).toMatchObject({ name: "ConnectionError", original: nothing });
  });
});

test.each([null, 0, "", false])("the reason %j of an abort is what the call rejects with", async (reason) => {
  const server = await misbehave([stall]);
  const controller = new AbortController();
  const failure = failureOf(testClient({ server: server.url }).orders.update(id, {}, { signal: controller.signal }));
  await server.asked;
  controller.abort(reason);
  expect(await failure).toBe(reason);
});
