import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Answers requests, as `fetch` would. */
export type Answer = (url: string, init: RequestInit) => Promise<Response>;

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on the loopback, with Polar's CORS rules for foreign origins; port 0 takes a free one. */
export async function serve(answer: Answer, port = 0): Promise<Served> {
  const server = createServer((request, response) => {
    // If no answer comes, or it breaks off, the client loses its connection.
    respond(answer, request, response).catch(() => {
      if (response.headersSent) request.socket.destroy();
      else request.socket.resetAndDestroy();
    });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function respond(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", headers, url = "/" } = request;
  const asked = headers["access-control-request-headers"];
  if (method === "OPTIONS" && headers["access-control-request-method"] !== undefined) {
    answerPreflight(response, asked);
    return;
  }
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const body = await readBody(request);
  const init = { method, headers: plain(headers), signal: gone.signal, ...(body !== undefined && { body }) };
  const got = await answer(`http://${headers.host ?? "localhost"}${url}`, init);
  response.statusCode = got.status;
  response.setHeaders(got.headers);
  // The answers that bypass Polar's CORS layer also lack the version.
  if (headers.origin !== undefined && got.headers.has("Polar-Version"))
    response.setHeaders(new Map(Object.entries(corsHeaders)));
  const reader = got.body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    // On its way before the next is asked for, so that what comes before a fault arrives.
    const chunk: Uint8Array = read.value;
    await new Promise((resolve) => response.write(chunk, resolve));
  }
  response.end();
}

const allowedHeaders = [
  "Accept",
  "Accept-Language",
  "Authorization",
  "Content-Language",
  "Content-Type",
  "Polar-Version",
];

/** Polar's CORS headers: of a response, and of the answer to a preflight. */
export const corsHeaders = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Polar-Version" };
export const preflightHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
  "Access-Control-Allow-Headers": allowedHeaders.join(", "),
  "Access-Control-Max-Age": "600",
};

function answerPreflight(response: ServerResponse, asked = ""): void {
  const allowed = new Set(allowedHeaders.map((name) => name.toLowerCase()));
  const isAllowed = asked.split(",").every((name) => name.trim() === "" || allowed.has(name.trim().toLowerCase()));
  response.writeHead(isAllowed ? 200 : 400, { ...preflightHeaders, "Content-Type": "text/plain; charset=utf-8" });
  response.end(isAllowed ? "OK" : "Disallowed CORS headers");
}

/** A body without an announced length stays a stream, because Polar refuses it. */
async function readBody(request: IncomingMessage): Promise<string | ReadableStream | undefined> {
  if (request.headers["content-length"] !== undefined) return text(request);
  return request.headers["transfer-encoding"] === undefined ? undefined : new ReadableStream();
}

function plain(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
