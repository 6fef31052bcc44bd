import { afterAll } from "vitest";
import { createOrdersClient, type CustomerOrder, type OrdersClient } from "../../src/index.js";
import { anOrder, createFakePolar, type FakePolar, type FakePolarOptions } from "../../src/testing.js";
import { serve } from "../../scripts/tools/serve.js";

export interface ServedPolar {
  readonly polar: FakePolar;
  readonly orders: OrdersClient;
  /** The first of its orders as it is now. */
  readonly stored: CustomerOrder;
  /** The requests so far: `GET`, `PATCH`, `POST invoice`, `GET invoice`. */
  readonly sent: () => string[];
}

const closings: (() => Promise<void>)[] = [];
// Not at the end of each test: in tests that run at the same time, vitest cannot tell whose end is meant.
afterAll(() => Promise.all(closings.map((close) => close())));

/** A Polar that remembers, behind a real socket, and a client of it that waits for no backoff worth the name. */
export async function servedPolar(
  order: Partial<CustomerOrder> = {},
  options: FakePolarOptions = {},
): Promise<ServedPolar> {
  const polar = createFakePolar({ orders: [anOrder(order)], ...options });
  const { url, close } = await serve(polar.fetch);
  closings.push(close);
  const orders = createOrdersClient({ customerSession: polar.token, server: url, maxRetries: 0 });
  const sent = (): string[] =>
    polar.requests.map(({ method, url: { pathname } }) =>
      `${method} ${/(?<=\w-\w{12}\/).*/.exec(pathname)?.[0] ?? ""}`.trim(),
    );
  return { polar, orders, stored: polar.orders[0]!, sent };
}
