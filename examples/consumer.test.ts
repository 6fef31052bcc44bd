import { deepEqual, equal, rejects } from "node:assert/strict";
import { test } from "node:test";
import { createOrdersClient, waitForInvoice } from "@internal/polar-orders";
import { anOrder, createFakePolar } from "@internal/polar-orders/testing";

const order = anOrder({ billing_name: "Ada", is_invoice_generated: true });
const fake = createFakePolar({ orders: [order] });
const orders = createOrdersClient({ customerSession: fake.token, fetch: fake.fetch });

test("an update is stored, and leaves the invoice stale until it is rendered again", async () => {
  const updated = await orders.update(order.id, { billing_name: "Grace" });
  equal(fake.orders[0]?.billing_name, "Grace");
  equal(fake.invoices.get(order.id)?.billing_name, "Ada");
  equal((await waitForInvoice(orders, updated)).isCurrent, true);
  equal(fake.invoices.get(order.id)?.billing_name, "Grace");
});

test("a locked country is an issue of its field", () =>
  rejects(orders.update(order.id, { billing_address: { country: "FR", state: "US-CA" } }), (error: Error) => {
    deepEqual("issues" in error && error.issues, [
      { path: ["billing_address", "country"], message: "Country cannot be changed", code: "value_error" },
    ]);
    return true;
  }));

test("a rate limit says how long to wait", async () => {
  fake.failNext({ status: 429 });
  await rejects(orders.get(order.id), { name: "RateLimitError", retryAfterMs: 60_000 });
});
