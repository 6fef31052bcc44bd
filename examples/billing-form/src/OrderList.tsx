import type { CustomerOrder } from "@internal/polar-orders";
import { date, money } from "./format.js";

export function OrderList({ all }: { all: CustomerOrder[] }) {
  return (
    <ul>
      {all.toReversed().map(({ id, description, total_amount, currency, created_at, invoice_number, status }) => (
        <li key={id}>
          <a className="card" href={`?order=${id}`}>
            <strong>{description}</strong>
            <strong>{money(total_amount, currency)}</strong>
            <span className="quiet">{[date(created_at), invoice_number].filter(Boolean).join(" · ")}</span>
            <span className={`status ${status}`}>{status.replaceAll("_", " ")}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
