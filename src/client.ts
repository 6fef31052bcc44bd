import createClient from "openapi-fetch";
import { checkClientOptions, checkLimits, checkSignal, fillOptions, resolveServer } from "./checks.js";
import { apiVersion } from "./generated/data.js";
import type { paths } from "./generated/types.js";
import { createOrders } from "./orders.js";
import { createTokenSource } from "./token.js";
import { systemRuntime, type PreparedRequest, type Runtime, type Settings } from "./transport.js";
import type { CallOptions, OrdersClient, OrdersClientOptions } from "./types.js";

const defaults = {
  customerSession: "",
  server: "production",
  apiVersion,
  timeoutMs: 10_000,
  maxRetries: 2,
  maxRetryDelayMs: 10_000,
  // Looked up at each request, so that a test may intercept the global one after the client was made.
  fetch: (url, init) => fetch(url, init),
  onAttempt: undefined,
  checkResponse: undefined,
} satisfies Record<keyof OrdersClientOptions, unknown> & Pick<OrdersClientOptions, "fetch">;

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
  const { customerSession, server, checkResponse, ...rest }: Given = fillOptions(options, defaults);
  const baseUrl = resolveServer(server);
  checkLimits(rest);
  checkClientOptions({ apiVersion: rest.apiVersion, fetch: rest.fetch, onAttempt: rest.onAttempt, checkResponse });
  const api = createClient<paths>({
    baseUrl,
    headers: { "Polar-Version": rest.apiVersion },
    redirect: "manual",
    Request: prepareRequest as unknown as typeof Request,
  });
  const settings = { ...rest, signal: undefined, tokens: createTokenSource(customerSession), runtime };
  return createOrders(api, (call = {}) => settingsOf(call, settings), checkResponse);
}

type Given = Omit<Required<OrdersClientOptions>, "onAttempt" | "checkResponse"> &
  Pick<Settings, "onAttempt"> & { checkResponse: OrdersClientOptions["checkResponse"] };

/**
 * Stands in for the constructor `Request` in openapi-fetch. To build a real one is most of openapi-fetch's cost, and makes a
 * stream of the body, which Polar can refuse with 411.
 */
function prepareRequest(url: string, init: RequestInit): PreparedRequest {
  return { url, init };
}

function settingsOf(options: CallOptions, client: Settings): Settings {
  const { timeoutMs, maxRetries } = client;
  const given = fillOptions(options, { signal: client.signal, timeoutMs, maxRetries });
  checkSignal(given.signal);
  const settings = { ...client, ...given };
  checkLimits(settings);
  return settings;
}
