import type { CustomerOrder, CustomerOrderPaymentStatus } from "../generated/types.js";
import { printed } from "./documents.js";
import { customersOf } from "./samples.js";
import type { FakePolarOptions, TokenRequest } from "./types.js";

/** What the fake remembers. */
export type State = ReturnType<typeof createState>;
export type Caller = TokenRequest & { readonly expiresAt: number };

/** What an operation gets: the caller's orders, the one that the path names, and the body, `undefined` where it is empty. */
export type Call = { state: State; own: CustomerOrder[]; order: CustomerOrder; query: URLSearchParams; body: unknown };

export const hourMs = 3_600_000;

export function createState(given: readonly CustomerOrder[], { now = Date.now, rendersAfter = 1 }: FakePolarOptions) {
  const orders = structuredClone([...given]);
  const customers = customersOf(orders);
  const invoices = new Map(orders.filter((one) => one.is_invoice_generated).map((one) => [one.id, printed(one)]));
  const payments = new Map<string, CustomerOrderPaymentStatus>();
  /** The looks that each rendering still takes, by kind and order id; -1 when it has ended. */
  const renderings = new Map<string, number>();
  const callers = new Map<string, Caller>();
  const issueToken = ({ customerId = customers[0]?.id, role, scopes }: TokenRequest = {}): string => {
    const secret = (crypto.randomUUID() + crypto.randomUUID()).replaceAll("-", "").slice(0, 43);
    const token = `polar_${scopes ? "oat" : role ? "mst" : "cst"}_${secret}`;
    callers.set(token, { customerId, role, scopes, expiresAt: scopes ? Infinity : now() + hourMs });
    return token;
  };
  let last = 0;
  /** The time, later than ever before. */
  const timestamp = (): string => formatTime((last = Math.max(Math.floor(now() * 1000), last + 1)));
  return { orders, customers, invoices, payments, renderings, rendersAfter, callers, issueToken, now, timestamp };
}

/** Microseconds since 1970 as Polar writes them. */
export function formatTime(micros: number): string {
  const digits = String(micros % 1000).padStart(3, "0");
  return new Date(Math.floor(micros / 1000)).toISOString().replace("Z", `${digits}Z`);
}
