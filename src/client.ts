import createClient from "openapi-fetch";
import { fillOptions, resolveServer, type Filled } from "./checks.js";
import { apiVersion } from "./generated/constants.js";
import type { paths } from "./generated/types.js";
import { createOrders } from "./orders.js";
import { prepareRequest, systemRuntime, type Runtime } from "./transport.js";
import type { OrdersClient, OrdersClientOptions } from "./types.js";

const defaults: Filled<OrdersClientOptions> = {
  customerSession: "", // Refused: it has to be given.
  server: "production",
  apiVersion,
  timeoutMs: 10_000,
  maxRetries: 2,
  maxRetryDelayMs: 10_000,
  // Looked up at each request, so that a test may intercept the global one after the client was made.
  fetch: (url, init) => fetch(url, init),
  onAttempt() {},
  checkResponse() {},
};

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
 * `createOrdersClient` with a clock and chance of the caller's.
 * @internal
 */
export function createOrdersClientOn(runtime: Runtime, options: OrdersClientOptions): OrdersClient {
  const settings = fillOptions(options, defaults);
  const api = createClient<paths>({
    baseUrl: resolveServer(settings.server),
    headers: { "Polar-Version": settings.apiVersion },
    redirect: "manual",
    Request: prepareRequest as unknown as typeof Request,
  });
  return createOrders(api, { ...settings, runtime });
}
