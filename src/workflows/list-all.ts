import { assert } from "../assert.js";
import type { CustomerOrder } from "../generated/types.js";
import { resolveOptions, signalOption } from "../options.js";
import { isPlainObject } from "../predicates.js";
import type { OrdersClient, OrdersListQuery } from "../types.js";

/** The filters of `listAll`; it chooses the pages and their order itself. */
export type OrderFilters = Omit<OrdersListQuery, "page" | "limit" | "sorting">;

/**
 * Every order of the customer that `filters` keep, the oldest first, each once. Reads 100 orders a call, and the next page when
 * it is asked for.
 *
 * @param options `signal` ends it: it throws the signal's reason.
 * @throws {TypeError} A wrong filter.
 * @throws {PolarError} A page could not be read.
 */
export async function* listAll(
  orders: Pick<OrdersClient, "list">,
  filters: OrderFilters = {},
  options: { signal?: AbortSignal | undefined } = {},
): AsyncGenerator<CustomerOrder, void, undefined> {
  const { signal } = resolveOptions(options, signalOption);
  assert(isPlainObject(filters), "filters must be a plain object");
  const refused = ["page", "limit", "sorting"].find((name) => Object.hasOwn(filters, name));
  assert(!refused, `filters.${refused} cannot be given: listAll reads every page in an order of its own`);
  const seen = new Set<string>();
  for (let page = 1; ; page++) {
    // By this order new orders come last; under any other, Polar's pages can repeat or miss some.
    const query = { ...filters, sorting: "created_at" as const, limit: 100, page };
    const { items, pagination } = await orders.list(query, { signal });
    const known = seen.size;
    for (const order of items) {
      if (seen.has(order.id)) continue;
      seen.add(order.id);
      signal?.throwIfAborted();
      yield order;
    }
    if (page >= pagination.max_page || seen.size === known) return;
  }
}
