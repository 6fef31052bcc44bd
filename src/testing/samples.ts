import { exampleCustomer, exampleOrder } from "../generated/examples.js";
import type { Address, Customer, CustomerOrder } from "../generated/types.js";

const noLines = { line1: null, line2: null, postal_code: null, city: null, state: null };

/** What is different about an order; of its address, the members that are. */
export type OrderOverrides = Partial<Omit<CustomerOrder, "billing_address">> & {
  billing_address?: Partial<Address> | null;
};

/**
 * Makes a complete, valid order with an id of its own: a paid purchase, always by the same customer. `paid` follows the
 * `status` that you give, and `product_id` and `subscription_id` follow `product` and `subscription`.
 */
export function anOrder({ billing_address = {}, ...overrides }: OrderOverrides = {}): CustomerOrder {
  const order = structuredClone({ ...exampleOrder, id: crypto.randomUUID(), modified_at: null, ...overrides });
  const ids = { product_id: order.product?.id ?? null, subscription_id: order.subscription?.id ?? null };
  const { country = "US" } = billing_address ?? {};
  // The lines of the example make no sense in another country.
  const lines = country === "US" ? exampleOrder.billing_address : noLines;
  const address = billing_address && ({ ...lines, ...billing_address, country } as Address);
  return { ...order, paid: /paid|refunded/.test(order.status), ...ids, ...overrides, billing_address: address };
}

/** The customers of orders, with the external ids `usr_1`, `usr_2` and so on. */
export function customersOf(orders: readonly CustomerOrder[]): Customer[] {
  const byId = new Map(orders.map((order) => [order.customer_id, order]));
  return Array.from(byId, ([id, { billing_name, billing_address }], index) => {
    const external_id = `usr_${index + 1}`;
    return structuredClone({ ...exampleCustomer, id, external_id, name: billing_name, billing_name, billing_address });
  });
}
