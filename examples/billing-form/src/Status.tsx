import type { OrderStatus } from "@internal/polar-orders";

export function Status({ status }: { status: OrderStatus }) {
  return <span className={`status ${status}`}>{status.replaceAll("_", " ")}</span>;
}
