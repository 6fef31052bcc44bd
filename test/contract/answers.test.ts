import { describe, expect, inject, test } from "vitest";
import {
  createOrdersClient,
  isPolarError,
  type CustomerOrder,
  type CustomerOrderUpdate,
  type OrdersClient,
} from "../../src/index.js";
import { ask } from "../support/ask.js";
import { operationOf, operations, requestExamples } from "../support/fragment.js";
import { recordingFetch } from "../support/recorder.js";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const operation = "PATCH /v1/customer-portal/orders/{id}";
const success = Symbol("the example itself");

type Expectations = Record<string, typeof success | { name: string; [member: string]: unknown }>;

const updateExpectations: Expectations = {
  "200 application/json current": success,
  "200 application/json documented": success,
  "200 application/json minimal": success,
  "200 application/json subscription": success,
  "401 application/json unauthorized": { name: "UnauthorizedError", reason: "wrong_token" },
  "401 application/json invalid_token": { name: "UnauthorizedError", reason: "invalid_token" },
  "403 application/json not_permitted": { name: "ForbiddenError", message: `${operation} answered 403 NotPermitted` },
  "403 application/json insufficient_scope": {
    name: "ForbiddenError",
    message: `${operation} answered 403 insufficient_scope`,
  },
  "404 application/json order_not_found": { name: "OrderNotFoundError" },
  "404 application/json unknown_version": {
    name: "PolarApiError",
    message: `${operation} answered 404, not of the order: unknown API version or path`,
  },
  "411 application/json length_required": { name: "PolarApiError" },
  "413 application/json request_body_too_large": { name: "PolarApiError" },
  "422 application/json missing_country": refused(["billing_address", "country"], "missing"),
  "422 application/json unsupported_country": refused(["billing_address", "country"], "enum"),
  "422 application/json invalid_us_state": refused(["billing_address"], "value_error"),
  "422 application/json invalid_ca_subdivision": refused(["billing_address"], "value_error"),
  "422 application/json lock_country": refused(["billing_address", "country"], "value_error"),
  "422 application/json lock_state": refused(["billing_address", "state"], "value_error"),
  "422 application/json lock_country_and_state": {
    name: "ValidationError",
    issues: [
      { path: ["billing_address", "country"], code: "value_error", message: "Country cannot be changed" },
      { path: ["billing_address", "state"], code: "value_error", message: "State cannot be changed" },
    ],
  },
  "422 application/json invalid_id": refused(["path", "id"], "uuid_parsing"),
  "422 application/json wrong_id_version": refused(["path", "id"], "uuid_version"),
  "422 application/json wrong_type": refused(["billing_name"], "string_type"),
  "422 application/json address_not_an_object": refused(["billing_address"], "model_attributes_type"),
  "422 application/json nul_in_name": refused(["billing_name"], "value_error"),
  "422 application/json several_faults": { name: "ValidationError" },
  "422 application/json empty_body": refused([], "missing"),
  "422 application/json malformed_json": { name: "ValidationError" },
  "429": { name: "RateLimitError", retryAfterMs: 60_000, body: undefined },
  "500 application/json polar_error": { name: "ServerError" },
  "500 text/plain internal_server_error": { name: "ServerError", body: "Internal Server Error" },
};

/** How each operation is called, and what the client must make of each declared answer; one that is missing fails its test. */
const calls: Record<string, { call: (orders: OrdersClient) => Promise<unknown>; expectations: Expectations }> = {
  "customer_portal:orders:update": {
    call: (orders) => orders.update(id, requestExamples["full"] as CustomerOrderUpdate),
    expectations: updateExpectations,
  },
};

describe("the mock gives every declared answer of", () => {
  describe.each(operations)("$id", (operation) => {
    test.each(operation.answers)("$key", async ({ status, mediaType, example, value }) => {
      const response = await ask(inject("mockUrl"), operation, { headers: preference(status, mediaType, example) });
      const text = await response.text();
      expectAnswer(response, status, mediaType);
      const body: unknown = mediaType === "application/json" ? JSON.parse(text) : text || undefined;
      expect(body).toEqual(value);
    });
  });
});

describe.each(Object.entries(calls))("the client understands every declared answer of %s", (name, entry) => {
  const { call, expectations } = entry;
  const { answers } = operationOf(name);

  test("no expectation is left over", () => {
    expect(Object.keys(expectations).toSorted()).toEqual(answers.map(({ key }) => key).toSorted());
  });

  test.each(answers)("$key", async ({ key, status, mediaType, example, value }) => {
    const expected = expectations[key];
    if (expected === undefined) throw new Error(`no expectation for ${key}`);
    const { fetch, requests } = recordingFetch(preference(status, mediaType, example));
    const orders = createOrdersClient({
      customerSession: "polar_cst_test",
      server: inject("mockUrl"),
      maxRetries: 0,
      fetch,
    });

    const outcome: unknown = await call(orders).catch((error: unknown) => error);

    expectAnswer(requests[0]?.response, status, mediaType);
    if (expected === success) {
      expect(outcome).toEqual(value);
      return;
    }
    expect(isPolarError(outcome)).toBe(true);
    expect(outcome).toMatchObject({ status, body: value, attempts: 1, ...expected });
    expect(outcome).toHaveProperty("name", expected.name);
  });
});

describe("the mock's own choice of answers", () => {
  test("without a preference the answer holds what the full request example sets", async () => {
    const orders = createOrdersClient({ customerSession: "polar_cst_test", server: inject("mockUrl") });
    const changes = requestExamples["full"] as CustomerOrderUpdate;
    const order: CustomerOrder = await orders.update(id, changes);
    expect({ billing_name: order.billing_name, billing_address: order.billing_address }).toEqual(changes);
  });

  test("the list holds the order that is got by its id", async () => {
    const answers = ["customer_portal:orders:list", "customer_portal:orders:get"].map((name) =>
      ask(inject("mockUrl"), operationOf(name)),
    );
    const [list, order] = await Promise.all(answers.map(async (answer) => (await answer).json() as Promise<unknown>));
    expect(list).toHaveProperty("items.0", order);
  });
});

/** What makes Prism give this answer. */
function preference(
  status: number,
  mediaType: string | undefined,
  example: string | undefined,
): Record<string, string> {
  const Prefer = example === undefined ? `code=${status}` : `code=${status}, example=${example}`;
  return { Prefer, Accept: mediaType ?? "*/*" };
}

/** Prism answers with problems of its own where it cannot do what was asked: these three lines tell them apart. */
function expectAnswer(answer: Response | undefined, status: number, mediaType: string | undefined): void {
  expect(answer?.headers.get("sl-violations")).toBeNull();
  expect(answer?.headers.get("content-type")?.split(";")[0]).toBe(mediaType);
  expect(answer?.status).toBe(status);
}

function refused(path: string[], code: string): { name: string; issues: unknown } {
  return { name: "ValidationError", issues: [{ path, code, message: expect.any(String) }] };
}
