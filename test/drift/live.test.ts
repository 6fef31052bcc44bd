import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkLive } from "../../scripts/contract/live.js";
import { commandPath } from "../../scripts/tools/paths.js";
import { runNode } from "../../scripts/tools/run.js";
import { declaredAnswers } from "../support/fragment.js";

const session = "polar_cst_right";
const order = declaredAnswers.find(({ key }) => key === "200 application/json current")?.value as { id: string };

let server: Server;
type Call = Pick<IncomingMessage, "headers"> & { url?: string | undefined };
let answer: (request: IncomingMessage, response: ServerResponse) => void;

/** What a right server would do, by the token and the order alone. */
function answerRightly({ headers, url }: Call, response: ServerResponse, body: unknown = order): void {
  const reply = (status: number, content: unknown): void => {
    response.writeHead(status, { "Content-Type": "application/json", "Polar-Version": "2026-10" });
    response.end(JSON.stringify(content));
  };
  if (headers.authorization !== `Bearer ${session}`) {
    reply(401, { error: "invalid_token", error_description: "The token is invalid." });
  } else if (url?.endsWith(`/${order.id}`)) reply(200, body);
  else reply(404, { error: "ResourceNotFound", detail: "Not found" });
}

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

async function problems(): Promise<(string | undefined)[]> {
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const results = await checkLive({ upstream, session, orderId: order.id });
  return results.map(({ problem }) => problem);
}

test("a server that keeps the contract passes", async () => {
  answer = answerRightly;
  expect(await problems()).toEqual([undefined, undefined, undefined]);
});

test("an answer that violates the contract is reported, with the place and without the value", async () => {
  answer = (request, response) => answerRightly(request, response, { ...order, total_amount: "secret-9720" });
  const [problem, ...others] = await problems();
  expect(problem).toMatch(/^the answer violates the contract: .*total_amount/);
  expect(problem).not.toContain("secret-9720");
  expect(others).toEqual([undefined, undefined]);
});

test("a status that the contract does not know, and an unexpected one, are reported", async () => {
  answer = (request, response) => {
    if (request.headers.authorization === `Bearer ${session}`) response.writeHead(409).end();
    else answerRightly({ url: request.url, headers: { authorization: `Bearer ${session}` } }, response);
  };
  const [conflict, wrongToken, unknown] = await problems();
  expect(conflict).toMatch(/^the answer violates the contract/);
  expect(wrongToken).toBe("returned 200, not 401");
  expect(unknown).toMatch(/^the answer violates the contract/);
});

test("test:live is skipped with one line if no session is given", async () => {
  const { POLAR_CUSTOMER_SESSION: kept } = process.env;
  delete process.env["POLAR_CUSTOMER_SESSION"];
  const { code, output } = await runNode([commandPath("tsx", "tsx"), "scripts/test-live.ts"]);
  if (kept !== undefined) process.env["POLAR_CUSTOMER_SESSION"] = kept;
  expect(output).toBe(
    "test:live: skipped, because POLAR_CUSTOMER_SESSION (a customer session of the sandbox) is not set\n",
  );
  expect(code).toBe(0);
});
