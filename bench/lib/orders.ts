import { readBundle, resolve, type Reference } from "../../scripts/contract/document.js";

/** The contract's example of an order, and one with the bytes of a page of a hundred. */
export interface Orders {
  readonly id: string;
  readonly order: string;
  readonly page: string;
}

export async function exampleOrders(): Promise<Orders> {
  const document = await readBundle();
  const example = document.components["examples"]?.["current"] as Reference | { value: unknown };
  const order = resolve<{ value: unknown }>(document, example).value as { id: string };
  const page = { ...order, orders: Array.from({ length: 100 }, () => order) };
  return { id: order.id, order: JSON.stringify(order), page: JSON.stringify(page) };
}
