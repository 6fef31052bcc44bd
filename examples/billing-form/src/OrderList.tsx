import { listAll, type CustomerOrder } from "@internal/polar-orders";
import { date, money } from "./format.js";
import { Heading } from "./Heading.js";
import { Loaded } from "./Loaded.js";
import { orders } from "./session.js";
import { Status } from "./Status.js";

export function OrderList() {
  return (
    <>
      <Heading>Your orders</Heading>
      <Loaded load={loadOrders}>{(all) => <ul>{all.map(toItem)}</ul>}</Loaded>
    </>
  );
}

async function loadOrders(signal: AbortSignal): Promise<CustomerOrder[]> {
  const newestFirst: CustomerOrder[] = [];
  for await (const order of listAll(orders, {}, { signal })) newestFirst.unshift(order);
  return newestFirst;
}

const toItem = ({ id, description, total_amount, currency, created_at, invoice_number, status }: CustomerOrder) => (
  <li key={id}>
    <a className="card" href={`#/orders/${id}`}>
      <strong>{description}</strong>
      <strong>{money(total_amount, currency)}</strong>
      <span className="quiet">
        {date(created_at)} · {invoice_number ?? "no invoice yet"}
      </span>
      <Status status={status} />
    </a>
  </li>
);
