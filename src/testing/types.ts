import type { Customer, CustomerOrder, CustomerOrderPaymentStatus } from "../generated/types.js";

/** The options of `createFakePolar`. */
export interface FakePolarOptions {
  /** The orders to start with; they are copied, and their customers exist as well. Default: one `anOrder()`. */
  orders?: readonly CustomerOrder[] | undefined;
  /** The clock for changes and expiry, in milliseconds since 1970. Default: `Date.now`. */
  now?: (() => number) | undefined;
  /** How many GETs about an order find the old state before a rendering ends. `Infinity`: never. Default: 1. */
  rendersAfter?: number | undefined;
}

/**
 * How a request fails. An object is the answer, its body sent as JSON unless it is a string; a status 429 or 500 alone becomes
 * Polar's own. Or no answer: `fetch` rejects before Polar saw the request (`"connection"`) or after it did what was asked
 * (`"lost response"`), waits for the signal (`"stall"`), or Polar did what was asked but its response breaks off (`"broken body"`).
 */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | ("connection" | "lost response" | "stall" | "broken body");

/** A request, its body (`undefined` where it had none, or a stream), and its answer's status (`undefined` without one). */
export interface FakeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  body: string | undefined;
  status: number | undefined;
}

/** Whom a token is for. Default: the first customer, by a customer session. A session lasts one hour. */
export interface TokenRequest {
  customerId?: string | undefined;
  /** Makes it a member session (`polar_mst_…`); a `member` may not see orders. */
  role?: "owner" | "billing_manager" | "member" | undefined;
  /** Makes it an organization token (`polar_oat_…`) with these scopes, which does not expire. */
  scopes?: readonly string[] | undefined;
}

/** An in-memory Polar. Look at its state to see what was done, or change it to set a scene. */
export interface FakePolar {
  /** Goes into the option `fetch` of a client, whatever its server. Redirects are not followed. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** A customer session token of the first customer. */
  readonly token: string;
  /** An organization token that may create sessions. */
  readonly organizationToken: string;
  readonly orders: CustomerOrder[];
  readonly customers: Customer[];
  /** What the rendered invoices show, by order id. */
  readonly invoices: Map<string, Pick<CustomerOrder, "billing_name" | "billing_address">>;
  /** The newest payment attempts, by order id. Without one, a paid order is `succeeded`, any other `no_payment`. */
  readonly payments: Map<string, CustomerOrderPaymentStatus>;
  /** The requests so far. */
  readonly requests: FakeRequest[];
  /** Makes the next request fail, or the next `times`. Further calls queue up. */
  failNext(fault: Fault, times?: number): void;
  issueToken(request?: TokenRequest): string;
  /** Makes a token invalid. */
  expire(token: string): void;
}
