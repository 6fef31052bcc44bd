import { describe, expectTypeOf, test } from "vitest";
import {
  correctBillingDetails,
  isPolarError,
  listAll,
  waitForInvoice,
  type Correction,
  type CustomerOrder,
  type CustomerOrderPaymentStatus,
  type InvoiceLink,
  type OrdersClient,
} from "../../src/index.js";

declare const orders: OrdersClient;
declare const order: CustomerOrder;
const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

describe("the operations", () => {
  test("resolve to what the contract says", () => {
    expectTypeOf(orders.get(id)).toEqualTypeOf<Promise<CustomerOrder>>();
    expectTypeOf(orders.generateInvoice(id)).toEqualTypeOf<Promise<void>>();
    expectTypeOf(orders.invoice(id)).resolves.toExtend<{ url: string }>();
    expectTypeOf(orders.receipt(id)).resolves.toExtend<{ url: string } | undefined>();
    expectTypeOf<undefined>().toExtend<Awaited<ReturnType<OrdersClient["receipt"]>>>();
    expectTypeOf(orders.list()).resolves.toHaveProperty("items").toEqualTypeOf<CustomerOrder[]>();
  });

  test("a payment status is an open enum", () => {
    expectTypeOf<"succeeded">().toExtend<CustomerOrderPaymentStatus["status"]>();
    expectTypeOf<"of_tomorrow">().toExtend<CustomerOrderPaymentStatus["status"]>();
    expectTypeOf<CustomerOrderPaymentStatus["status"]>().not.toEqualTypeOf<string>();
  });

  test("list takes one value or several, and nothing else", () => {
    void orders.list({ product_id: id, sorting: ["-amount", "created_at"], page: 1, limit: 100, query: "pro" });
    void orders.list({ product_id: [id], product_billing_type: "recurring", page: undefined });
    void orders.list({
      // @ts-expect-error no such key to sort by
      sorting: "price",
    });
    void orders.list({
      // @ts-expect-error Polar has no such filter
      status: "paid",
    });
    void orders.list({
      // @ts-expect-error one text only
      query: ["pro"],
    });
  });
});

describe("the workflows", () => {
  test("take the client, and resolve to what they promise", () => {
    expectTypeOf(listAll(orders)).toEqualTypeOf<AsyncGenerator<CustomerOrder, void, undefined>>();
    expectTypeOf(waitForInvoice(orders, order)).toEqualTypeOf<Promise<InvoiceLink>>();
    expectTypeOf(correctBillingDetails(orders, id, {})).toEqualTypeOf<Promise<Correction>>();
    void correctBillingDetails(orders, id, { billing_address: { city: "Oakland", line2: null } });
  });

  test("refuse what they do by themselves, and what would escape the lock", () => {
    // @ts-expect-error listAll reads every page
    listAll(orders, { page: 2 });
    void correctBillingDetails(orders, id, {
      // @ts-expect-error null would escape the lock of the country
      billing_address: null,
    });
    void correctBillingDetails(orders, id, {
      // @ts-expect-error an unknown member
      name: "Ada",
    });
  });
});

describe("errors", () => {
  test("the code completes and stays open, and the limit of a timeout is named", () => {
    const error: unknown = undefined;
    if (!isPolarError(error)) return;
    if (error.name === "NotFoundError" && error.code === "InvoiceDoesNotExist") return;
    if (error.name === "TimeoutError") expectTypeOf(error.limit).toEqualTypeOf<"timeoutMs" | "attemptTimeoutMs">();
    if (error.name === "ConnectionError") expectTypeOf(error.original).toBeUnknown();
    if (error.name === "PolarApiError") expectTypeOf(error.status).toBeNumber();
    // @ts-expect-error a name of the past
    if (error.name === "OrderNotFoundError") return;
  });
});
