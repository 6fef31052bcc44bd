import { assert } from "../assert.js";
import { TimeoutError } from "../errors/call-errors.js";
import { isPolarError } from "../errors/is-polar-error.js";
import { ordersInvoice } from "../generated/operations.js";
import type { CustomerOrder } from "../generated/types.js";
import { sleep } from "../transport/deadline.js";
import type { CallOptions, OrdersClient } from "../types.js";

/** A link to an invoice's PDF. */
export interface InvoiceLink {
  /** A secret that lives ten minutes: open it, do not store, log or fetch it with the session token. */
  readonly url: string;
  /** Whether the PDF was rendered after the request for it; where not, it may show the details as they were before. */
  readonly isCurrent: boolean;
}

/** How long to wait for an invoice. */
export interface WaitOptions {
  /** Ends the waiting; the function rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** The time limit of the whole wait, in milliseconds. Default: 30 000. */
  timeoutMs?: number | undefined;
}

type InvoiceOperations = Pick<OrdersClient, "get" | "generateInvoice" | "invoice">;

const delaysMs = [1000, 2000, 4000];
const lastDelayMs = 5000;

/**
 * Has the invoice of an order rendered, and resolves to its link. Where the order has none yet, it waits until the link is there. Where it has
 * one, it waits until the order's `modified_at` has moved; when the time is over it resolves to the link with `isCurrent: false`, also where Polar
 * found nothing to render again.
 *
 * @param order The order as it was last read or updated.
 * @throws {TimeoutError} The first invoice did not appear in time.
 * @throws {PolarError} A call failed: `ConflictError` for a draft or void order, `ValidationError` without billing details.
 */
export async function waitForInvoice(
  orders: InvoiceOperations,
  order: Pick<CustomerOrder, "id" | "modified_at" | "is_invoice_generated">,
  { signal, timeoutMs = 30_000 }: WaitOptions = {},
): Promise<InvoiceLink> {
  assert(timeoutMs >= 1, "timeoutMs must be a number of milliseconds, 1 or more");
  const { id } = order;
  const endsAt = performance.now() + timeoutMs;
  const leftMs = (): number => endsAt - performance.now();
  const rest = (): CallOptions => ({ signal, timeoutMs: Math.max(1, leftMs()) });
  await orders.generateInvoice(id, rest());
  let polls = 0;
  for (; ; polls++) {
    const delayMs = delaysMs[polls] ?? lastDelayMs;
    // What is left then is for the link.
    if (delayMs >= leftMs()) break;
    await sleep(delayMs, signal);
    if (order.is_invoice_generated) {
      const { modified_at } = await orders.get(id, rest());
      if (modified_at === order.modified_at) continue;
      const { url } = await orders.invoice(id, rest());
      return { url, isCurrent: true };
    } else {
      const link = await existingLink(orders, id, rest());
      if (link) return { ...link, isCurrent: true };
    }
  }
  const link = await existingLink(orders, id, rest());
  if (link) return { ...link, isCurrent: !order.is_invoice_generated };
  const { method, path } = ordersInvoice;
  throw new TimeoutError({ request: `${method} ${path}`, attempts: polls + 2 }, "timeoutMs", timeoutMs);
}

/** The link; nothing where the invoice was not rendered yet. */
async function existingLink(
  orders: InvoiceOperations,
  id: string,
  options: CallOptions,
): Promise<{ url: string } | undefined> {
  try {
    const { url } = await orders.invoice(id, options);
    return { url };
  } catch (error) {
    if (isPolarError(error) && error.name === "NotFoundError" && error.code === "InvoiceDoesNotExist") return undefined;
    throw error;
  }
}
