import { assertChanges, assertOrderId, resolveListQuery } from "./arguments.js";
import * as operation from "./generated/operations.js";
import { isObject, isString, type Json } from "./predicates.js";
import type { CallOperation } from "./transport/api.js";
import type { OrdersClient } from "./types.js";

/** The operations; each is its argument checks, what its answer must be, and its parameters and body. */
export function createOrders(call: CallOperation): OrdersClient {
  return {
    async list(query = {}, options) {
      return call(operation.ordersList, options, isPage, { query: resolveListQuery(query) });
    },
    async get(id, options) {
      return call(operation.ordersGet, options, isOrder(id), orderParams(id));
    },
    async update(id, changes, options) {
      const params = orderParams(id);
      assertChanges(changes);
      return call(operation.ordersUpdate, options, isOrder(id), params, changes);
    },
    async generateInvoice(id, options) {
      await call(operation.ordersGenerateInvoice, options, isObject, orderParams(id));
    },
    async invoice(id, options) {
      return call(operation.ordersInvoice, options, hasText("url"), orderParams(id));
    },
    async receipt(id, options) {
      return call(operation.ordersReceipt, options, hasText("url"), orderParams(id));
    },
    async paymentStatus(id, options) {
      return call(operation.ordersGetPaymentStatus, options, hasText("status"), orderParams(id));
    },
  };
}

function orderParams(id: string): { path: { id: string } } {
  assertOrderId(id);
  return { path: { id } };
}

/** Whether an answer is about the order with this id, which the server writes in lower case. */
function isOrder(id: string): (value: Json) => boolean {
  return (value) => String(value?.["id"]).toLowerCase() === id.toLowerCase();
}

function isPage(value: Json): boolean {
  const items = value?.["items"];
  return Array.isArray(items) && items.every(isObject) && isObject(value?.["pagination"]);
}

function hasText(member: string): (value: Json) => boolean {
  return (value) => isString(value?.[member]);
}
