import type {
  CustomerOrder,
  CustomerOrderInvoice,
  CustomerOrderList,
  CustomerOrderPaymentStatus,
  CustomerOrderReceipt,
  CustomerOrderUpdate,
  operations,
} from "./generated/types.js";

/**
 * Gives a session token. `refused` is the token that Polar has just refused to this call, or `undefined`: a function that caches
 * must give another one then. Concurrent calls share one run.
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
  /** The HTTP status; `undefined` if no response came. */
  readonly status: number | undefined;
  /** The `name` of the attempt's error (`AbortError` for the caller's own abort); `undefined` for a success. */
  readonly error: string | undefined;
  /** From sending the request to the end of the body or the fault, in milliseconds. */
  readonly durationMs: number;
  /** The wait before the next attempt, in milliseconds; `undefined` if none follows. */
  readonly nextDelayMs: number | undefined;
  /** The API version that served the request; `undefined` if the response does not say. */
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
  /** How many times a failed attempt is repeated. Default: 2; 0 means never. */
  maxRetries?: number | undefined;
  /** Replaces the global `fetch`. */
  fetch?: FetchFunction | undefined;
  /** Called after each attempt. What it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
  /**
   * Called once with the parsed body of a success (`undefined` if it has none) and the operationId of the call. If it throws, the
   * call rejects with that error, though a change is stored. A promise that it returns is awaited, without a time limit.
   * `./validate` creates such functions; without one, a response is trusted.
   */
  checkResponse?: ((body: unknown, operation: string) => void) | undefined;
}

/** The options of `createOrdersClient`. */
export interface OrdersClientOptions extends ClientOptions {
  /**
   * A customer or member session token (`polar_cst_…`, `polar_mst_…`), or a function that gives one. A function is called before
   * every attempt, and once more when Polar says that the token is invalid. Sessions last one hour: a page that stays open
   * longer needs a function. Create one client per customer and keep it: concurrent calls share one run of the function.
   */
  customerSession: string | TokenProvider;
}

/** The options of one call; all but `signal` replace those of the client. */
export interface CallOptions extends Pick<ClientOptions, "timeoutMs" | "attemptTimeoutMs" | "maxRetries"> {
  /** Ends the call; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

type ListParameters = NonNullable<operations["customer_portal:orders:list"]["parameters"]["query"]>;

type OneOrMany<Value> = Value extends readonly (infer One)[] ? One | readonly One[] : Value;

/** What `list` filters and sorts by, in the API's own names; where it takes several values, one alone will do. */
export type OrdersListQuery = { [Name in keyof ListParameters]?: OneOrMany<ListParameters[Name]> | undefined };

/**
 * The operations on orders. Each rejects with
 * - `TypeError`: a wrong argument; nothing was sent.
 * - `PolarApiError`: Polar refused; its subclasses stand for the documented statuses.
 * - another `PolarError`: no readable response came, or there was no token.
 * - the reason of `signal`, if it aborted.
 */
export interface OrdersClient {
  /**
   * One page of the customer's orders, newest first unless `sorting` says otherwise. `listAll` walks all pages.
   *
   * @param query `page` from 1, `limit` from 1 to 100 (default 10), `sorting`, and filters.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/list
   */
  list(query?: OrdersListQuery, options?: CallOptions): Promise<CustomerOrderList>;

  /**
   * One order.
   *
   * @param id The order's id, a UUID version 4.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/get
   */
  get(id: string, options?: CallOptions): Promise<CustomerOrder>;

  /**
   * Corrects the billing name or address of an order. `correctBillingDetails` does the whole job around it.
   *
   * What `changes` leaves out stays; `null` clears. An address replaces the stored one whole. Once an order has an address,
   * its country and state are locked and must be repeated.
   *
   * @param id The order's id, a UUID version 4.
   * @param changes The members to set, in the API's own names.
   * @returns The order as stored.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/update
   */
  update(id: string, changes: CustomerOrderUpdate, options?: CallOptions): Promise<CustomerOrder>;

  /**
   * Asks Polar to render the invoice; `waitForInvoice` does so and waits. It is rendered later, and only if something
   * printed on it has changed. Safe to repeat.
   *
   * Rejects with a `ConflictError` `OrderNotEligibleForInvoice` for a draft or void order, and with a `ValidationError`
   * `MissingInvoiceBillingDetails` for an order without a billing name or address.
   *
   * @param id The order's id, a UUID version 4.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/post-invoice
   */
  generateInvoice(id: string, options?: CallOptions): Promise<void>;

  /**
   * A link to the invoice's PDF as it was last rendered. The link is a secret that lasts ten minutes: open it; do not store it, log
   * it or fetch it with the token. Rejects with a `NotFoundError` `InvoiceDoesNotExist` if nothing was rendered yet.
   *
   * @param id The order's id, a UUID version 4.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/get-invoice
   */
  invoice(id: string, options?: CallOptions): Promise<CustomerOrderInvoice>;

  /**
   * A link to the receipt's PDF, as secret as that of the invoice; `undefined` while it is being rendered. Each call that finds it missing
   * makes Polar start again, so wait between calls. Rejects with a `NotFoundError` `ReceiptNotAllocated` if the order has no receipt.
   *
   * @param id The order's id, a UUID version 4.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/get-receipt
   */
  receipt(id: string, options?: CallOptions): Promise<CustomerOrderReceipt | undefined>;

  /**
   * The state of the newest attempt to pay the order, and the card network's message if it failed.
   *
   * @param id The order's id, a UUID version 4.
   * @see https://polar.sh/docs/api-reference/customer-portal/orders/get-payment-status
   */
  paymentStatus(id: string, options?: CallOptions): Promise<CustomerOrderPaymentStatus>;
}
