import type { CustomerOrder } from "@internal/polar-orders";
import { anOrder, type OrderOverrides } from "@internal/polar-orders/testing";

/** Orders that differ in what the form makes of them. */
export function demoOrders(): CustomerOrder[] {
  return [
    demoOrder({ id: "df17aa72-3bde-4468-a13b-ecb9733ba43b" }),
    demoOrder(
      { currency: "eur", created_at: "2026-09-18T08:02:11Z", billing_address: null, ...withoutInvoice },
      "Looms and Logic, the course",
      [24_900, 4731],
    ),
    demoOrder(
      {
        currency: "jpy",
        created_at: "2026-07-02T23:40:00Z",
        billing_address: { country: "JP", city: "Kyoto", line1: "12 Teramachi", postal_code: "604-8091" },
        invoice_number: "DIFFERENCE-8K2QX7-0002",
        status: "refunded",
      },
      "Engine poster",
      [4800, 480],
    ),
    demoOrder(
      {
        created_at: "2026-05-30T14:12:00Z",
        billing_address: { country: "DE", city: "Berlin", line1: "Unter den Linden 8", postal_code: "10117" },
        currency: "eur",
        ...withoutInvoice,
        status: "pending",
      },
      "Notes on the Engine, yearly",
      [9900, 1881],
    ),
  ];
}

const withoutInvoice = { invoice_number: null, is_invoice_generated: false, receipt_number: null };

/** An order of one item, its amounts consistent. */
function demoOrder(overrides: OrderOverrides, description?: string, [amount, tax]: [number, number] = [0, 0]) {
  const order = anOrder(overrides);
  if (description === undefined) return order;
  const items = order.items.map((item) => ({ ...item, label: description, amount, tax_amount: tax }));
  const amounts = { subtotal_amount: amount, discount_amount: 0, net_amount: amount, tax_amount: tax };
  return { ...order, description, items, ...amounts, total_amount: amount + tax };
}
