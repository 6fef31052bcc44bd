import type { CustomerOrder } from "@internal/polar-orders";
import { Documents } from "./Documents.js";
import { date, money } from "./format.js";
import { Status } from "./Status.js";

export function Summary({ order }: { order: CustomerOrder }) {
  const items = order.items.map(({ label, amount }) => [label, amount] as const);
  const rows = [...items, ["Discount", -order.discount_amount], ["Tax", order.tax_amount]] as const;
  const toRow = ([label, amount]: readonly [string, number]) => (
    <div key={label}>
      <dt>{label}</dt>
      <dd>{money(amount, order.currency)}</dd>
    </div>
  );
  return (
    <section className="card" aria-labelledby="order">
      <h2 id="order">{order.invoice_number ?? order.description}</h2>
      <p className="quiet">
        {date(order.created_at)} <Status status={order.status} />
      </p>
      <dl>
        {rows.filter(([, amount]) => amount !== 0).map(toRow)}
        {toRow(["Total", order.total_amount])}
      </dl>
      <Documents order={order} />
    </section>
  );
}
