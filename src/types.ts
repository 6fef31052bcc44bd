import type { CustomerOrder, CustomerOrderUpdate, ProductPrice } from "./generated/types.js";

/** The kinds of price known when the package was made, by their `amount_type`. */
export type PriceByKind = {
  [Price in ProductPrice as string extends Price["amount_type"] ? never : Price["amount_type"]]: Price;
};

/** A customer or member session token (`polar_cst_…`, `polar_mst_…`), or a function that gives one. */
export type CustomerSession = string | (() => string | Promise<string>);

/** `fetch`, called with a URL and an init, never with a `Request`. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

/** What `onAttempt` is told after each attempt: nothing secret, nothing personal. */
export interface AttemptEvent {
  /** Counts the requests of one call, from 1. */
  readonly attempt: number;
  readonly method: string;
  /** The path template: `/v1/customer-portal/orders/{id}`. */
  readonly path: string;
  /** The HTTP status; `undefined` where no answer came. */
  readonly status: number | undefined;
  /** The `name` of the attempt's error (`AbortError` for the caller's own abort); `undefined` for a success. */
  readonly error: string | undefined;
  /** From sending the request to the end of the body or the fault, in milliseconds. */
  readonly durationMs: number;
  /** The wait before the next attempt, in milliseconds; `undefined` where none follows. */
  readonly nextDelayMs: number | undefined;
  /** The API version that served the request; `undefined` where the answer does not tell. */
  readonly polarVersion: string | undefined;
}

/** The options of `createOrdersClient`. */
export interface OrdersClientOptions {
  /**
   * The session token, or a function that gives one. A function is called before every attempt, and once more when Polar
   * answers that the token is invalid. Sessions live one hour: a page that stays open longer needs a function.
   */
  customerSession: CustomerSession;
  /** `"production"`, `"sandbox"`, or the URL of something else: https, or http on loopback. Default: `"production"`. */
  server?: "production" | "sandbox" | (string & {}) | URL | undefined;
  /** The `Polar-Version` to ask for, as `YYYY-MM`. Default: the version that the types were made for. */
  apiVersion?: string | undefined;
  /** The time limit of one attempt, from connecting to the end of the body, in milliseconds. Default: 10 000. */
  timeoutMs?: number | undefined;
  /** How often a failed attempt is repeated. Default: 2; 0 for never. */
  maxRetries?: number | undefined;
  /** The longest wait before a retry, in milliseconds. Where Polar asks for a longer one the call ends. Default: 10 000. */
  maxRetryDelayMs?: number | undefined;
  /** Replaces the global `fetch`. */
  fetch?: FetchFunction | undefined;
  /** Called after each attempt. What it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
  /**
   * Called once with the parsed body of a success and the operationId of the call. What it throws is the call's error, though
   * the update was stored. `./validate` makes such functions; without one, an answer is trusted.
   */
  checkResponse?: ((body: unknown, operation: string) => void) | undefined;
}

/** The options of one call; `timeoutMs` and `maxRetries` replace those of the client. */
export interface CallOptions extends Pick<OrdersClientOptions, "timeoutMs" | "maxRetries"> {
  /** Ends the call; it rejects with the signal's reason. `AbortSignal.timeout(ms)` limits the call as a whole. */
  signal?: AbortSignal | undefined;
}

/** The operations on orders. */
export interface OrdersClient {
  /**
   * Corrects the billing name or address of an order before its invoice is made.
   *
   * What `changes` leaves out stays; `null` clears. An address replaces the stored one whole. Once an order has an address,
   * its country and state are locked and must be repeated.
   *
   * @param id The order's id, a UUID version 4.
   * @param changes The members to set, in the API's own names.
   * @returns The order as stored.
   * @throws {TypeError} A wrong argument; nothing was sent.
   * @throws {PolarApiError} Polar refused; see its subclasses.
   * @throws {PolarError} No readable answer came, or no token was to be had; see its subclasses.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/update
   */
  update(id: string, changes: CustomerOrderUpdate, options?: CallOptions): Promise<CustomerOrder>;
}
