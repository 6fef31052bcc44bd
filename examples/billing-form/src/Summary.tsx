import type { CustomerOrder } from "@internal/polar-orders";
import { date, money } from "./format.js";

export function Summary({ order }: { order: CustomerOrder }) {
  // Polar's links live ten minutes: the server asks for one when it is wanted.
  const documents = [order.is_invoice_generated && "invoice", order.receipt_number !== null && "receipt"];
  const amounts = order.items.map(({ id, label, amount }) => ({ id, label, amount }));
  if (order.discount_amount !== 0) amounts.push({ id: "discount", label: "Discount", amount: -order.discount_amount });
  amounts.push({ id: "tax", label: "Tax", amount: order.tax_amount });
  amounts.push({ id: "total", label: "Total", amount: order.total_amount });
  return (
    <section className="card" aria-labelledby="order">
      <h2 id="order">{order.invoice_number ?? "No invoice yet"}</h2>
      <p className="quiet">
        {date(order.created_at)} <span className={`status ${order.status}`}>{order.status.replaceAll("_", " ")}</span>
      </p>
      <dl>
        {amounts.map(({ id, label, amount }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{money(amount, order.currency)}</dd>
          </div>
        ))}
      </dl>
      <p className="documents">
        {documents.filter(Boolean).map((kind) => (
          <a key={`${kind}`} href={`/orders/${order.id}/${kind}`} target="_blank">
            {kind}
          </a>
        ))}
      </p>
    </section>
  );
}
