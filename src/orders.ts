import type { Client } from "openapi-fetch";
import { checkId, encodeChanges } from "./checks.js";
import type { CustomerOrder, operations, paths } from "./generated/types.js";
import { execute, type Call, type ClientSettings } from "./transport.js";
import type { OrdersClient } from "./types.js";

const order = "/v1/customer-portal/orders/{id}";
const update = "customer_portal:orders:update" satisfies keyof operations;

/** The operations; an operation is its checks, its request in openapi-fetch's words, and the type of its answer. */
export function createOrders(api: Client<paths>, settings: ClientSettings): OrdersClient {
  return {
    async update(id, changes, options) {
      checkId(id);
      const body = encodeChanges(changes);
      const call: Call = {
        operationId: update,
        method: "PATCH",
        path: order,
        send: (init) =>
          api.PATCH(order, { ...init, params: { path: { id } }, body: changes, bodySerializer: () => body }),
      };
      return (await execute(call, settings, options)) as CustomerOrder;
    },
  };
}
