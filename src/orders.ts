import type { Client } from "openapi-fetch";
import { checkId, encodeChanges } from "./checks.js";
import type { paths } from "./generated/types.js";
import { execute, type Limits, type Transport } from "./transport.js";
import type { CallOptions, CustomerOrder, OrdersClient } from "./types.js";

const orderPath = "/v1/customer-portal/orders/{id}";

/** The operations; an operation is its checks, its request in openapi-fetch's words, and the type of its answer. */
export function createOrders(
  api: Client<paths>,
  transport: Transport,
  limitsOf: (options: CallOptions | undefined) => Limits,
): OrdersClient {
  return {
    async update(id, changes, options) {
      checkId(id);
      const body = encodeChanges(changes);
      const limits = limitsOf(options);
      const order = await execute(
        transport,
        {
          method: "PATCH",
          path: orderPath,
          send: (init) =>
            api.PATCH(orderPath, { ...init, params: { path: { id } }, body: changes, bodySerializer: () => body }),
        },
        limits,
      );
      return order as CustomerOrder;
    },
  };
}
