import { assertChanges, assertListQuery, assertOrderId } from "./arguments.js";
import * as operation from "./generated/operations.js";
import { isObject, withoutPrototype } from "./predicates.js";
import type { Api } from "./transport/api.js";
import type { OrdersClient } from "./types.js";

/** The operations; each is its argument checks, its request in openapi-fetch's words, and what it promises. */
export function createOrders({ call }: Api): OrdersClient {
  return {
    async list(query = {}, options) {
      assertListQuery(query);
      const params = withoutPrototype({ query: query as object });
      return call(operation.ordersList, options, isPage, (api, init) =>
        api.GET(operation.ordersList.path, { ...init, params }),
      );
    },
    async get(id, options) {
      const params = orderParams(id);
      return call(operation.ordersGet, options, isOrder(id), (api, init) =>
        api.GET(operation.ordersGet.path, { ...init, params }),
      );
    },
    async update(id, changes, options) {
      const params = orderParams(id);
      assertChanges(changes);
      return call(operation.ordersUpdate, options, isOrder(id), (api, init) =>
        api.PATCH(operation.ordersUpdate.path, { ...init, params, body: changes }),
      );
    },
    async generateInvoice(id, options) {
      const params = orderParams(id);
      await call(operation.ordersGenerateInvoice, options, isObject, (api, init) =>
        api.POST(operation.ordersGenerateInvoice.path, { ...init, params }),
      );
    },
    async invoice(id, options) {
      const params = orderParams(id);
      return call(operation.ordersInvoice, options, hasText("url"), (api, init) =>
        api.GET(operation.ordersInvoice.path, { ...init, params }),
      );
    },
    async receipt(id, options) {
      const params = orderParams(id);
      return call(operation.ordersReceipt, options, hasText("url"), (api, init) =>
        api.GET(operation.ordersReceipt.path, { ...init, params }),
      );
    },
    async paymentStatus(id, options) {
      const params = orderParams(id);
      return call(operation.ordersGetPaymentStatus, options, hasText("status"), (api, init) =>
        api.GET(operation.ordersGetPaymentStatus.path, { ...init, params }),
      );
    },
  };
}

function orderParams(id: string): { path: { id: string } } {
  assertOrderId(id);
  return withoutPrototype({ path: { id } });
}

/** Whether an answer is about the order with this id, which the server writes in lower case. */
function isOrder(id: string): (value: unknown) => boolean {
  return (value) => isObject(value) && String(value["id"]).toLowerCase() === id.toLowerCase();
}

function isPage(value: unknown): boolean {
  return isObject(value) && Array.isArray(value["items"]) && isObject(value["pagination"]);
}

function hasText(member: string): (value: unknown) => boolean {
  return (value) => isObject(value) && typeof value[member] === "string";
}
