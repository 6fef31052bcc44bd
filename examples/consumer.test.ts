import { deepEqual, equal, rejects } from "node:assert/strict";
import { test } from "node:test";
import { createOrdersClient, waitForInvoice } from "@internal/polar-orders";
import { anOrder, createFakePolar } from "@internal/polar-orders/testing";

/** A new fake for each test: what one test leaves behind cannot change another. */
function setup() {
  const order = anOrder({ billing_name: "Ada", is_invoice_generated: true });
  const fake = createFakePolar({ orders: [order] });
  const orders = createOrdersClient({ customerSession: fake.token, fetch: fake.fetch });
  return { order, fake, orders };
}

test("an update is stored, and the invoice stays old until it is rendered again", async () => {
  const { order, fake, orders } = setup();
  const updated = await orders.update(order.id, { billing_name: "Grace" });
  equal(fake.orders[0]?.billing_name, "Grace");
  equal(fake.invoices.get(order.id)?.billing_name, "Ada");
  equal((await waitForInvoice(orders, updated)).isCurrent, true);
  equal(fake.invoices.get(order.id)?.billing_name, "Grace");
});

test("a locked country is an issue of its field", async () => {
  const { order, orders } = setup();
  const billing_address = { country: "FR", state: "US-CA" } as const;
  await rejects(orders.update(order.id, { billing_address }), (error: Error) => {
    deepEqual("issues" in error && error.issues, [
      { path: ["billing_address", "country"], message: "Country cannot be changed", code: "value_error" },
    ]);
    return true;
  });
});

test("a rate limit says how long to wait", async () => {
  const { order, fake, orders } = setup();
  fake.failNext({ status: 429 });
  await rejects(orders.get(order.id), { name: "RateLimitError", retryAfterMs: 60_000 });
});
