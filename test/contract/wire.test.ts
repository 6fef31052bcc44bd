import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { createOrdersClient, type OrdersClient } from "../../src/index.js";
import { answerOracle, oracle } from "../support/fragment.js";
import { wireAnswers } from "../support/wire.js";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
}

/** A client of a real server on a free port. */
async function clientOf(listener: RequestListener): Promise<OrdersClient> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return createOrdersClient({ customerSession: "polar_cst_test", server: `http://127.0.0.1:${port}`, maxRetries: 0 });
}

describe("answers that Polar's server gave", () => {
  const withJson = wireAnswers.filter(({ headers }) => headers["Content-Type"] === "application/json");

  test.each(withJson)("the fragment declares $status: $fact", ({ status, body }) => {
    const validate = answerOracle(status);
    expect(validate(JSON.parse(body)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(wireAnswers)("the client understands $status: $fact", async ({ status, headers, body, error }) => {
    const orders = await clientOf((_request, response) => void response.writeHead(status, headers).end(body));
    const outcome = await orders.update(id, { billing_name: "Ada" }).catch((reason: unknown) => reason);
    expect(outcome).toMatchObject({ status, attempts: 1, ...error });
    expect(outcome).toHaveProperty("name", error.name);
  });

  test("the 3 kB message of an unsupported country is cut between two codes", async () => {
    const codes = Array.from(
      { length: 244 },
      (_, index) => `'${String.fromCharCode(65 + (index % 26), 65 + (index % 25))}'`,
    );
    const entry = {
      type: "enum",
      loc: ["body", "billing_address", "country"],
      msg: `Input should be ${codes.slice(0, -1).join(", ")} or ${codes.at(-1)}`,
      input: "RU",
      ctx: { expected: codes.join(", ") },
    };
    const body = JSON.stringify({ error: "RequestValidationError", detail: [entry] });
    const orders = await clientOf((_request, response) => void response.writeHead(422).end(body));
    const error = await orders.update(id, {}).catch((reason: unknown) => reason);
    const [issue] = (error as { issues: { message: string }[] }).issues;
    expect(issue?.message.length).toBeLessThanOrEqual(160);
    expect(issue?.message).toMatch(/^Input should be 'AA', 'BB', .*, …$/);
  });
});

describe("orders that the fragment has outgrown or not caught up with", () => {
  test("the page's example of 2025 comes back untouched", async () => {
    const order = fixture("page-example-2025.json");
    const orders = await clientOf((_request, response) => void response.end(JSON.stringify(order)));
    expect(await orders.update(id, {})).toEqual(order);
  });

  test("an order of August 2026 lacks only the two members that came after it", () => {
    const validate = oracle("CustomerOrder");
    validate(fixture("order-2026-08.json"));
    expect(validate.errors?.map(({ instancePath, params }) => [instancePath, params["missingProperty"]])).toEqual([
      ["/items/0", "start_timestamp"],
      ["/items/0", "end_timestamp"],
    ]);
  });
});
