import { assertChanges, assertOrderId } from "./arguments.js";
import { ordersUpdate } from "./generated/operations.js";
import { isObject, withoutPrototype } from "./predicates.js";
import type { Api } from "./transport/api.js";
import type { OrdersClient } from "./types.js";

/** The operations; each is its argument checks, its request in openapi-fetch's words, and what it promises. */
export function createOrders({ call }: Api): OrdersClient {
  return {
    async update(id, changes, options) {
      assertOrderId(id);
      assertChanges(changes);
      const params = withoutPrototype({ path: { id } });
      return call(ordersUpdate, options, isOrder(id), (api, init) =>
        api.PATCH(ordersUpdate.path, { ...init, params, body: changes }),
      );
    },
  };
}

/** Whether an answer is about the order with this id, which the server writes in lower case. */
function isOrder(id: string): (value: unknown) => boolean {
  return (value) => isObject(value) && String(value["id"]).toLowerCase() === id.toLowerCase();
}
