import { clientOptions, resolveOptions, tokenOption } from "./options.js";
import { createOrders } from "./orders.js";
import { createCall } from "./transport/api.js";
import { systemRuntime, type Runtime } from "./transport/call.js";
import { createTokenSource } from "./transport/token.js";
import type { OrdersClient, OrdersClientOptions } from "./types.js";

/**
 * Makes a client of Polar's customer-portal orders. It holds no connection and needs no closing.
 *
 * @param options `customerSession` is required; see `OrdersClientOptions` for units and defaults.
 * @throws {TypeError} A wrong option.
 */
export function createOrdersClient(options: OrdersClientOptions): OrdersClient {
  return createOrdersClientOn(systemRuntime, options);
}

/**
 * `createOrdersClient` with the caller's clock and random numbers.
 * @internal
 */
export function createOrdersClientOn(runtime: Runtime, options: OrdersClientOptions): OrdersClient {
  const resolved = resolveOptions(options, { customerSession: tokenOption, ...clientOptions });
  return createOrders(
    createCall({ ...resolved, runtime, signal: undefined, nextToken: createTokenSource(resolved.customerSession) }),
  );
}
