import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, chunked, json, misbehave, partial, stall, type Behaviour } from "../support/socket-server.js";

const limit = 8 * 2 ** 20;
const gzip = { "Content-Encoding": "gzip" };

/** An order of exactly this many bytes as JSON. */
function orderOf(bytes: number): string {
  const text = JSON.stringify({ id, description: "" });
  return text.replace('""', `"${"x".repeat(bytes - text.length)}"`);
}

/** Writes on for as long as the other side takes it; `written` counts what was handed over. */
function endless(headers: string): { behaviour: Behaviour; written: () => number } {
  const chunk = Buffer.alloc(2 ** 20, "x");
  let written = 0;
  const behaviour: Behaviour = (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`);
    const write = (): void => {
      if (socket.destroyed || written > 100 * limit) return;
      written += chunk.length;
      socket.write(`${chunk.length.toString(16)}\r\n`);
      socket.write(chunk);
      socket.write("\r\n", write);
    };
    write();
  };
  return { behaviour, written: () => written };
}

describe("the body of a success", () => {
  test.each<[string, Behaviour]>([
    ["with its length", answer(200, orderOf(limit))],
    ["in chunks", chunked(200, [orderOf(limit)])],
    ["as gzip", answer(200, gzipSync(orderOf(limit)), gzip)],
  ])("of exactly 8 MiB, %s, is read", async (_fact, behaviour) => {
    const server = await misbehave([behaviour]);
    const order = await testClient({ server: server.url }).orders.update(id, {});
    expect(JSON.stringify(order)).toHaveLength(limit);
  });

  test.each<[string, Behaviour]>([
    ["with its length", answer(200, orderOf(limit + 1))],
    ["in chunks", chunked(200, [orderOf(limit + 1)])],
    ["as gzip", answer(200, gzipSync(orderOf(limit + 1)), gzip)],
    ["as a gzip of 10 kB that becomes 10 MB", answer(200, gzipSync(Buffer.alloc(10_000_000)), gzip)],
  ])("of more, %s, ends the call, and is not fetched again", async (_fact, behaviour) => {
    const server = await misbehave([behaviour]);
    const { orders, events } = testClient({ server: server.url });
    const error = await failureOf(orders.update(id, {}));
    expect(error).toMatchObject({ name: "UnreadableResponseError", status: 200, attempts: 1 });
    expect((error as Error).message).toMatch(/ returned 200 with more than 8388608 bytes$/);
    expect(events).toMatchObject([{ nextDelayMs: undefined }]);
  });

  test("without an end is left after the limit, and its connection closed", async () => {
    const { behaviour, written } = endless("Transfer-Encoding: chunked");
    const server = await misbehave([behaviour]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "UnreadableResponseError", attempts: 1 });
    // What the kernel's buffers took comes on top.
    expect(written()).toBeLessThan(3 * limit);
  });

  test("with characters of several bytes, cut anywhere by chunks, comes through whole", async () => {
    const text = JSON.stringify({ id, billing_name: "Zoë 😀 漢字" });
    const bytes = Buffer.from(text);
    // Over a socket, bytes that follow each other closely arrive together.
    const fetch = async (): Promise<Response> => {
      const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      };
      return new Response(new ReadableStream({ start }));
    };
    expect(await testClient({ fetch }).orders.update(id, {})).toEqual(JSON.parse(text));
  });
});

describe("the body of an error", () => {
  test.each<[string, (text: string) => Behaviour]>([
    ["with its length", (text) => answer(400, text)],
    ["in chunks", (text) => chunked(400, [text])],
    ["as gzip", (text) => answer(400, gzipSync(text), gzip)],
  ])("%s is kept up to 64 KiB", async (_fact, behave) => {
    const server = await misbehave([behave("x".repeat(400_000))]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "PolarApiError", status: 400, body: "x".repeat(65_536) });
  });

  test("is cut inside no character", async () => {
    const server = await misbehave([answer(400, `${"x".repeat(65_535)}€`)]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ status: 400, body: "x".repeat(65_535) });
  });

  test("that stalls is given a second if another attempt follows, and the status stays the news", async () => {
    const server = await misbehave([partial(503, 1000, "{", stall), json(200, { id })]);
    const { orders, events } = testClient({ server: server.url, attemptTimeoutMs: 10_000 });
    const started = performance.now();
    expect(await orders.update(id, {})).toEqual({ id });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(events).toMatchObject([{ status: 503, error: "ServerError" }, { status: 200 }]);
  });

  test("that stalls is given a second if it is a redirect's, whose status says all", async () => {
    const server = await misbehave([partial(302, 1000, "<", stall)]);
    const { orders } = testClient({ server: server.url, attemptTimeoutMs: 10_000 });
    const started = performance.now();
    expect(await failureOf(orders.update(id, {}))).toMatchObject({ name: "RedirectError", status: 302, attempts: 1 });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("of a 2xx that is not documented is cut without a word about the limit of a success", async () => {
    const server = await misbehave([answer(203, "x".repeat(70_000))]);
    const { orders } = testClient({ server: server.url, maxRetries: 0 });
    const error = await failureOf(orders.update(id, {}));
    expect((error as Error).message).toMatch(/ returned 203, but not what was asked for$/);
  });

  test("with a 422's issues is waited for up to the attempt's limit", async () => {
    const text = JSON.stringify({ error: "X", detail: [{ type: "missing", loc: ["body"], msg: "Field required" }] });
    const slow: Behaviour = (socket) => {
      socket.write(`HTTP/1.1 422 Any\r\nContent-Length: ${text.length}\r\n\r\n${text.slice(0, 9)}`);
      setTimeout(() => socket.write(text.slice(9)), 1500);
    };
    const server = await misbehave([slow]);
    const error = await failureOf(testClient({ server: server.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "ValidationError", issues: [{ code: "missing" }] });
  });
});
