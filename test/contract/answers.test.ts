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

// Of the contract's own example, which the mock answers with.
const id = "df17aa72-3bde-4468-a13b-ecb9733ba43b";

type Expectations = Record<string, { name: string; [member: string]: unknown }>;

/** What the client makes of the answers that every operation has. */
const common: Expectations = {
  "401 application/json unauthorized": { name: "UnauthorizedError", reason: "wrong_token" },
  "401 application/json invalid_token": { name: "UnauthorizedError", reason: "invalid_token" },
  "403 application/json not_permitted": { name: "ForbiddenError", code: "NotPermitted" },
  "403 application/json insufficient_scope": { name: "ForbiddenError", code: "insufficient_scope" },
  "404 application/json order_not_found": { name: "NotFoundError", code: "ResourceNotFound" },
  "404 application/json unknown_version": {
    name: "PolarApiError",
    code: undefined,
    message: expect.stringMatching(/ returned 404: unknown API version or path$/),
  },
  "404 application/json invoice_does_not_exist": { name: "NotFoundError", code: "InvoiceDoesNotExist" },
  "404 application/json receipt_not_allocated": { name: "NotFoundError", code: "ReceiptNotAllocated" },
  "409 application/json order_not_eligible_for_invoice": { name: "ConflictError", code: "OrderNotEligibleForInvoice" },
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
  "422 application/json page_zero": refused(["query", "page"], "greater_than"),
  "422 application/json limit_zero": refused(["query", "limit"], "greater_than"),
  "422 application/json page_not_a_number": refused(["query", "page"], "int_parsing"),
  "422 application/json unknown_sorting": refused(["query", "sorting"], "enum"),
  "422 application/json invalid_product_filter": {
    name: "ValidationError",
    issues: [
      { path: ["query", "product_id"], code: "uuid_type", message: expect.any(String) },
      { path: ["query", "product_id"], code: "uuid_parsing", message: expect.any(String) },
    ],
  },
  "422 application/json several_query_faults": { name: "ValidationError" },
  // Polar sends a sentence here in place of the list.
  "422 application/json missing_invoice_billing_details": {
    name: "ValidationError",
    code: "MissingInvoiceBillingDetails",
    issues: [],
  },
  "429": { name: "RateLimitError", retryAfterMs: 60_000, body: undefined },
  "500 application/json polar_error": { name: "ServerError" },
  "500 text/plain internal_server_error": { name: "ServerError", body: "Internal Server Error" },
};

/** How each operation of the orders client is called. */
const calls: Record<string, (orders: OrdersClient, orderId: string) => Promise<unknown>> = {
  "customer_portal:orders:list": (orders) => orders.list(),
  "customer_portal:orders:get": (orders, orderId) => orders.get(orderId),
  "customer_portal:orders:update": (orders, orderId) =>
    orders.update(orderId, requestExamples["full"] as CustomerOrderUpdate),
  "customer_portal:orders:generate_invoice": (orders, orderId) => orders.generateInvoice(orderId),
  "customer_portal:orders:invoice": (orders, orderId) => orders.invoice(orderId),
  "customer_portal:orders:receipt": (orders, orderId) => orders.receipt(orderId),
  "customer_portal:orders:get_payment_status": (orders, orderId) => orders.paymentStatus(orderId),
};

test("every operation on orders is called here", () => {
  const declared = operations.map(({ id: name }) => name).filter((name) => name.startsWith("customer_portal:orders:"));
  expect(Object.keys(calls).toSorted()).toEqual(declared.toSorted());
});

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

describe.each(Object.entries(calls))("the client understands every declared answer of %s", (name, call) => {
  test.each(operationOf(name).answers)("$key", async ({ key, status, mediaType, example, value }) => {
    const { fetch, requests } = recordingFetch(preference(status, mediaType, example));
    const orders = createOrdersClient({
      customerSession: "polar_cst_test",
      server: inject("mockUrl"),
      maxRetries: 0,
      fetch,
    });
    const { id: orderId = id } = (value ?? {}) as { id?: string };

    const outcome: unknown = await call(orders, orderId).catch((error: unknown) => error);

    expectAnswer(requests[0]?.response, status, mediaType);
    if (status < 300) {
      expect(outcome).toEqual(status === 202 ? undefined : value);
      return;
    }
    const expected = common[key];
    if (expected === undefined) throw new Error(`no expectation for ${key}`);
    expect(isPolarError(outcome)).toBe(true);
    expect(outcome).toMatchObject({ status, body: value, attempts: 1, ...expected });
    expect(outcome).toHaveProperty("name", expected.name);
  });
});

test("no expectation is left over", () => {
  const declared = operations.flatMap(({ answers }) => answers.map(({ key }) => key));
  expect(declared).toEqual(expect.arrayContaining(Object.keys(common)));
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

/** Prism answers with problems of its own if it cannot do what was asked: these three lines tell them apart. */
function expectAnswer(answer: Response | undefined, status: number, mediaType: string | undefined): void {
  expect(answer?.headers.get("sl-violations")).toBeNull();
  expect(answer?.headers.get("content-type")?.split(";")[0]).toBe(mediaType);
  expect(answer?.status).toBe(status);
}

function refused(path: string[], code: string): { name: string; issues: unknown } {
  return { name: "ValidationError", issues: [{ path, code, message: expect.any(String) }] };
}
