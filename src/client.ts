import createClient from "openapi-fetch";
import { checkCount, checkDuration, checkFunction, checkMembers, resolveServer } from "./checks.js";
import { apiVersion as defaultApiVersion } from "./generated/data.js";
import type { paths } from "./generated/types.js";
import { createOrders } from "./orders.js";
import { createTokenSource } from "./token.js";
import { PreparedRequest, systemRuntime, type Limits, type Runtime } from "./transport.js";
import type { CallOptions, FetchFunction, OrdersClient, OrdersClientOptions } from "./types.js";

const clientOptions = {
  customerSession: true,
  server: true,
  apiVersion: true,
  timeoutMs: true,
  maxRetries: true,
  maxRetryDelayMs: true,
  fetch: true,
  onAttempt: true,
} satisfies Record<keyof OrdersClientOptions, true>;
const callOptions = { signal: true, timeoutMs: true, maxRetries: true } satisfies Record<keyof CallOptions, true>;

// Looked up at each request, so that a test may intercept the global one after the client was made.
const globalFetch: FetchFunction = (url, init) => fetch(url, init);

/**
 * Makes a client of Polar's customer-portal orders. It holds no connection and needs no closing.
 *
 * @param options `customerSession` is required; see `OrdersClientOptions` for units and defaults.
 * @throws {TypeError} A wrong option.
 */
export function createOrdersClient(options: OrdersClientOptions): OrdersClient {
  return createOrdersClientOn(systemRuntime, options);
}

/** `createOrdersClient` with a clock and chance of the caller's; not part of the public surface. */
export function createOrdersClientOn(runtime: Runtime, options: OrdersClientOptions): OrdersClient {
  checkMembers(options, "options", clientOptions);
  const { customerSession, server = "production", apiVersion = defaultApiVersion, onAttempt } = options;
  const { timeoutMs = 10_000, maxRetries = 2, maxRetryDelayMs = 10_000, fetch = globalFetch } = options;
  const defaults = { timeoutMs, maxRetries };
  const baseUrl = resolveServer(server);
  checkLimits(defaults);
  checkDuration(maxRetryDelayMs, "maxRetryDelayMs", 0);
  checkFunction(fetch, "fetch");
  checkFunction(onAttempt, "onAttempt");
  if (!/^\d{4}-\d{2}$/.test(apiVersion)) throw new TypeError("apiVersion must have the form YYYY-MM");
  const api = createClient<paths>({
    baseUrl,
    headers: { "Polar-Version": apiVersion },
    redirect: "manual",
    Request: PreparedRequest as unknown as typeof Request,
  });
  const transport = { tokens: createTokenSource(customerSession), fetch, maxRetryDelayMs, onAttempt, runtime };
  return createOrders(api, transport, (call = {}) => limitsOf(call, defaults));
}

function limitsOf(options: CallOptions, defaults: Omit<Limits, "signal">): Limits {
  checkMembers(options, "options", callOptions);
  const { signal, timeoutMs = defaults.timeoutMs, maxRetries = defaults.maxRetries } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new TypeError("signal must be an AbortSignal");
  }
  const limits = { timeoutMs, maxRetries, signal };
  checkLimits(limits);
  return limits;
}

function checkLimits({ timeoutMs, maxRetries }: Omit<Limits, "signal">): void {
  checkDuration(timeoutMs, "timeoutMs", 1);
  checkCount(maxRetries, "maxRetries");
}
