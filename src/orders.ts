import type { Client } from "openapi-fetch";
import { checkId, encodeChanges } from "./checks.js";
import type { CustomerOrder, operations, paths } from "./generated/types.js";
import { execute, type Call, type Settings } from "./transport.js";
import type { CallOptions, OrdersClient, OrdersClientOptions } from "./types.js";

const orderPath = "/v1/customer-portal/orders/{id}";
const updateOperation = "customer_portal:orders:update" satisfies keyof operations;

/** The operations; an operation is its checks, its request in openapi-fetch's words, and the type of its answer. */
export function createOrders(
  api: Client<paths>,
  settingsOf: (options: CallOptions | undefined) => Settings,
  checkResponse: OrdersClientOptions["checkResponse"],
): OrdersClient {
  return {
    async update(id, changes, options) {
      checkId(id);
      const body = encodeChanges(changes);
      const call: Call = {
        method: "PATCH",
        path: orderPath,
        send: (init) =>
          api.PATCH(orderPath, { ...init, params: { path: { id } }, body: changes, bodySerializer: () => body }),
      };
      const order = await execute(call, settingsOf(options));
      const verdict: unknown = checkResponse?.(order, updateOperation);
      // Types let an async function pass for one that returns nothing; its rejection would go unhandled.
      await verdict;
      return order as CustomerOrder;
    },
  };
}
