import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { corsHeaders as cors, preflightHeaders, type Served } from "../tools/serve.js";

/** Answers each request over a raw socket with the fault that the first step of its path names. */
export async function serveFaults(): Promise<Served> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let buffer = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      buffer += chunk;
      const end = buffer.indexOf("\r\n\r\n");
      const length = Number(/^content-length: *(\d+)/im.exec(buffer)?.[1] ?? 0);
      if (end < 0 || buffer.length < end + 4 + length) return;
      const request = buffer;
      buffer = "";
      respond(socket, request, request.slice(end + 4));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function respond(socket: Socket, request: string, sent: string): void {
  const [, method, fault] = /^(\w+) \/([\w-]+)/.exec(request) ?? [];
  const send = (status: number, headers: Record<string, string>, body = ""): void => {
    const fields = Object.entries({ "Content-Length": String(body.length), Connection: "close", ...headers });
    socket.end(
      `HTTP/1.1 ${status} Any\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`,
    );
  };
  const limited = { "Retry-After": "7", "Content-Type": "application/json" };
  if (method === "OPTIONS") send(200, preflightHeaders);
  else if (fault === "429") send(429, { ...cors, ...limited }, "{}");
  else if (fault === "without-cors") send(429, limited, "{}");
  else if (fault === "redirect") send(307, { ...cors, Location: "/429/elsewhere" });
  else if (fault === "echo") send(400, cors, sent);
  else if (fault === "reset") socket.resetAndDestroy();
  else if (fault === "broken") {
    const fields = Object.entries({ ...cors, "Content-Length": "1000" }).map((field) => `${field.join(": ")}\r\n`);
    // Half of the body has to arrive before the fault.
    socket.write(`HTTP/1.1 200 Any\r\n${fields.join("")}\r\n${sent}`, () =>
      setTimeout(() => socket.resetAndDestroy(), 100),
    );
  }
}
