import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { createOrdersClient, type OrdersClient } from "../../src/index.js";
import { answerOracle, operations, oracle } from "../support/fragment.js";
import { updateAnswers, wireAnswers } from "../support/wire.js";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
}

/** The first body that was seen with this status. */
function bodyOf(operationId: string, status: number): unknown {
  return JSON.parse(wireAnswers[operationId]?.find((answer) => answer.status === status)?.body ?? "null");
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
  test("there are some of every operation", () => {
    expect(Object.keys(wireAnswers).toSorted()).toEqual(operations.map((operation) => operation.id).toSorted());
  });

  describe.each(operations)("to $id", ({ id: operationId, answers }) => {
    test.each(wireAnswers[operationId] ?? [])("the fragment declares $status: $fact", ({ status, headers, body }) => {
      const mediaType = headers["Content-Type"]?.split(";")[0];
      expect(answers).toContainEqual(expect.objectContaining({ status, mediaType }));
      if (mediaType !== "application/json") return;
      const validate = answerOracle(status, operationId);
      expect(validate(JSON.parse(body)), JSON.stringify(validate.errors)).toBe(true);
    });
  });

  test.each(updateAnswers)("the client understands $status: $fact", async ({ status, headers, body, error }) => {
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

describe("kinds of customer", () => {
  const customer = (bodyOf("customer-sessions:create", 201) as { customer: { type: string } }).customer;

  test("one that came later is valid", () => {
    expect(oracle("Customer")({ ...customer, type: "household" })).toBe(true);
  });

  test("a broken individual does not pass for one that came later", () => {
    expect(oracle("Customer")({ ...customer, email: null })).toBe(false);
  });
});

describe("orders that the fragment has outgrown or not caught up with", () => {
  test("the page's example of 2025 comes back untouched", async () => {
    const order = fixture("page-example-2025.json") as { id: string };
    const orders = await clientOf((_request, response) => void response.end(JSON.stringify(order)));
    expect(await orders.update(order.id, {})).toEqual(order);
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
