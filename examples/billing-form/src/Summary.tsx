import type { CustomerOrder } from "@internal/polar-orders";
import { Documents } from "./Documents.js";
import { date, money } from "./format.js";
import { Status } from "./Status.js";

export function Summary({ order }: { order: CustomerOrder }) {
  const rows = order.items.map(({ id, label, amount }) => ({ id, label, amount }));
  if (order.discount_amount !== 0) rows.push({ id: "discount", label: "Discount", amount: -order.discount_amount });
  rows.push({ id: "tax", label: "Tax", amount: order.tax_amount });
  rows.push({ id: "total", label: "Total", amount: order.total_amount });
  return (
    <section className="card" aria-labelledby="order">
      <h2 id="order">{order.invoice_number ?? order.description}</h2>
      <p className="quiet">
        {date(order.created_at)} <Status status={order.status} />
      </p>
      <dl>
        {rows.map(({ id, label, amount }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{money(amount, order.currency)}</dd>
          </div>
        ))}
      </dl>
      <Documents order={order} />
    </section>
  );
}
