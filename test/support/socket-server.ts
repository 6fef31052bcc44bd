import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it came over the socket. */
interface SocketRequest {
  /** `PATCH /v1/… HTTP/1.1` */
  readonly line: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a server does with one request. */
export type Behaviour = (socket: Socket, request: SocketRequest) => void;

export interface SocketServer {
  readonly url: string;
  readonly requests: SocketRequest[];
  /** Resolves at the first request. */
  readonly asked: Promise<void>;
  readonly openSockets: () => number;
  /** Ends the server and its connections before the end of the test. */
  close(): Promise<void>;
}

/** A server of raw sockets that meets the n-th request with the n-th behaviour, and all further ones with the last. */
export async function misbehave(behaviours: Behaviour[], port = 0): Promise<SocketServer> {
  const requests: SocketRequest[] = [];
  const sockets = new Set<Socket>();
  let ask: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    readRequests(socket, (request) => {
      const behaviour = behaviours[Math.min(requests.length, behaviours.length - 1)]!;
      requests.push(request);
      ask();
      behaviour(socket, request);
    });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, asked, openSockets: () => sockets.size, close };
}

function readRequests(socket: Socket, take: (request: SocketRequest) => void): void {
  let buffer = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const end = buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const [line = "", ...fields] = buffer.slice(0, end).split("\r\n");
      const headers = Object.fromEntries(fields.map((field) => splitField(field)));
      const length = Number(headers["content-length"] ?? 0);
      if (buffer.length < end + 4 + length) return;
      const body = Buffer.from(buffer.slice(end + 4, end + 4 + length), "latin1").toString("utf8");
      buffer = buffer.slice(end + 4 + length);
      take({ line, headers, body });
    }
  });
}

function splitField(field: string): [string, string] {
  const colon = field.indexOf(":");
  return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
}

/** A well-formed answer. */
export function answer(status: number, body: string | Buffer = "", headers: Record<string, string> = {}): Behaviour {
  return (socket) => {
    socket.write(head(status, { "Content-Length": String(Buffer.byteLength(body)), ...headers }));
    if (body.length > 0) socket.write(body);
  };
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Behaviour {
  return answer(status, JSON.stringify(value), { "Content-Type": "application/json", ...headers });
}

export const reset: Behaviour = (socket) => void socket.resetAndDestroy();
export const hangUp: Behaviour = (socket) => void socket.end();
export const stall: Behaviour = () => {};

/** Headers that promise `promised` bytes, then `part` of them, then what `then` does. */
export function partial(status: number, promised: number, part: string, then: Behaviour): Behaviour {
  return (socket, request) => {
    socket.write(head(status, { "Content-Length": String(promised) }) + part, () => then(socket, request));
  };
}

export function chunked(status: number, chunks: string[], { isWhole = true } = {}): Behaviour {
  return (socket) => {
    socket.write(head(status, { "Transfer-Encoding": "chunked" }));
    for (const chunk of chunks) socket.write(`${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`);
    if (isWhole) socket.write("0\r\n\r\n");
    else socket.end();
  };
}

function head(status: number, headers: Record<string, string>): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Any\r\n${fields.join("")}\r\n`;
}
