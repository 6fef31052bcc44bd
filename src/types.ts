import type { CustomerOrder, CustomerOrderUpdate } from "./generated/types.js";

/**
 * Gives a session token. `refused` is the token that Polar has just refused to this call, else `undefined`: a function that caches
 * must give another one then. Calls that ask at the same time share one run.
 */
export type TokenProvider = (request: { readonly refused: string | undefined }) => string | Promise<string>;

/** `fetch`, called with a URL and an init, never with a `Request`. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

/** What `onAttempt` gets after each attempt: nothing secret, nothing personal. */
export interface AttemptEvent {
  /** The operationId of the call: `customer_portal:orders:update`. */
  readonly operation: string;
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
  /** The API version that served the request; `undefined` where the answer does not say. */
  readonly polarVersion: string | undefined;
}

/** The options that every client of this package takes. */
export interface ClientOptions {
  /** `"production"`, `"sandbox"`, or the URL of something else: https, or http on loopback. Default: `"production"`. */
  server?: "production" | "sandbox" | (string & {}) | URL | undefined;
  /** The `Polar-Version` to ask for, as `YYYY-MM`. Default: the version that the types were made for. */
  apiVersion?: string | undefined;
  /** The time limit of a whole call in milliseconds: token function, attempts, waits, bodies. Default: 20 000. */
  timeoutMs?: number | undefined;
  /** The time limit of one attempt in milliseconds, from connecting to the end of the body. Default: 10 000. */
  attemptTimeoutMs?: number | undefined;
  /** How often a failed attempt is repeated. Default: 2; 0 for never. */
  maxRetries?: number | undefined;
  /** Replaces the global `fetch`. */
  fetch?: FetchFunction | undefined;
  /** Called after each attempt. What it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
  /**
   * Called once with the parsed body of a success (`undefined` where it has none) and the operationId of the call. What it throws
   * is the call's error, though a change was stored. `./validate` makes such functions; without one, an answer is trusted.
   */
  checkResponse?: ((body: unknown, operation: string) => void) | undefined;
}

/** The options of `createOrdersClient`. */
export interface OrdersClientOptions extends ClientOptions {
  /**
   * A customer or member session token (`polar_cst_…`, `polar_mst_…`), or a function that gives one. A function is called before
   * every attempt, and once more when Polar answers that the token is invalid. Sessions live one hour: a page that stays open
   * longer needs a function.
   */
  customerSession: string | TokenProvider;
}

/** The options of one call; all but `signal` replace those of the client. */
export interface CallOptions extends Pick<ClientOptions, "timeoutMs" | "attemptTimeoutMs" | "maxRetries"> {
  /** Ends the call; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** The operations on orders. */
export interface OrdersClient {
  /**
   * Corrects the billing name or address of an order.
   *
   * What `changes` leaves out stays; `null` clears. An address replaces the stored one whole. Once an order has an address,
   * its country and state are locked and must be repeated.
   *
   * @param id The order's id, a UUID version 4.
   * @param changes The members to set, in the API's own names.
   * @returns The order as stored.
   * @throws {TypeError} A wrong argument; nothing was sent.
   * @throws {PolarApiError} Polar refused; see its subclasses.
   * @throws {PolarError} No readable answer came, or there was no token; see its subclasses.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/update
   */
  update(id: string, changes: CustomerOrderUpdate, options?: CallOptions): Promise<CustomerOrder>;
}
