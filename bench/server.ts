import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { answerMessages } from "./lib/answer.js";

/** The server stands in for Polar: it answers every PATCH with one order, over connections that stay open between the rounds. */
export interface ServerQuestion {
  /** The order, as JSON. */
  readonly order: string;
  /** The order with a hundred orders in it: as many bytes as the largest page. */
  readonly page: string;
}

/** Base URLs, by what is answered there. */
export type ServerAnswer = Record<AnswerName, string>;
export type AnswerName = "order" | "gzipOrder" | "page" | "gzipPage";

interface Answer {
  readonly body: Buffer;
  readonly headers: Record<string, string | number>;
}

const answers = new Map<string, Answer>();

const server = createServer((request, response) => {
  // The body is read to its end, as a real server does.
  request.resume().once("end", () => answer(request, response));
});
server.keepAliveTimeout = 300_000;

function answer({ method, headers, url = "" }: IncomingMessage, response: ServerResponse): void {
  const found = answers.get(url.split("/")[1] ?? "") ?? answers.get("order");
  const isUpdate = method === "PATCH" && headers.authorization?.startsWith("Bearer ") === true;
  if (!isUpdate || !found) {
    response.writeHead(400, { "Content-Length": 0 }).end();
    return;
  }
  const common = { "Content-Type": "application/json", "Cache-Control": "no-store", "Polar-Version": "2026-10" };
  response.writeHead(200, { ...common, ...found.headers }).end(found.body);
}

function addAnswers(name: "order" | "page", text: string): void {
  const body = Buffer.from(text);
  answers.set(name, { body, headers: { "Content-Length": body.length } });
  // Chunked, as by a proxy that compresses what passes through it.
  answers.set(name === "order" ? "gzipOrder" : "gzipPage", {
    body: gzipSync(body),
    headers: { "Content-Encoding": "gzip" },
  });
}

answerMessages(async ({ order, page }: ServerQuestion): Promise<ServerAnswer> => {
  addAnswers("order", order);
  addAnswers("page", page);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Without a path for the plain order: some peers drop it.
  return { order: origin, gzipOrder: `${origin}/gzipOrder`, page: `${origin}/page`, gzipPage: `${origin}/gzipPage` };
});
