import type { CustomerOrder } from "@internal/polar-orders";
import { Documents } from "./Documents.js";
import { date, money } from "./format.js";
import { Status } from "./Status.js";

export function Summary({ order }: { order: CustomerOrder }) {
  const rows: [string, number][] = order.items.map(({ label, amount }) => [label, amount]);
  if (order.discount_amount !== 0) rows.push(["Discount", -order.discount_amount]);
  rows.push(["Tax", order.tax_amount], ["Total", order.total_amount]);
  return (
    <section className="card" aria-labelledby="order">
      <h2 id="order">{order.invoice_number ?? order.description}</h2>
      <p className="quiet">
        {date(order.created_at)} <Status status={order.status} />
      </p>
      <dl>
        {rows.map(([label, amount], index) => (
          <div key={index}>
            <dt>{label}</dt>
            <dd>{money(amount, order.currency)}</dd>
          </div>
        ))}
      </dl>
      <Documents order={order} />
    </section>
  );
}
