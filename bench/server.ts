import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerMessages } from "./lib/answer.js";

/** The server stands in for Polar: one order for every PATCH, over connections that stay open between the rounds. */
export interface ServerQuestion {
  /** The order to answer with, as JSON. */
  order: string;
}

export interface ServerAnswer {
  url: string;
}

let body: Buffer = Buffer.alloc(0);

const server = createServer((request, response) => {
  // The body is read to its end, as a real server does.
  request.resume().once("end", () => answer(request, response));
});
server.keepAliveTimeout = 300_000;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const isUpdate = request.method === "PATCH" && request.headers.authorization?.startsWith("Bearer ") === true;
  if (!isUpdate) {
    response.writeHead(400, { "Content-Length": 0 }).end();
    return;
  }
  response
    .writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": body.length,
      "Cache-Control": "no-store",
      "Polar-Version": "2026-10",
    })
    .end(body);
}

answerMessages(async ({ order }: ServerQuestion): Promise<ServerAnswer> => {
  body = Buffer.from(order);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
