import { TimeoutError } from "../errors/call-errors.js";
import { isPolarError } from "../errors/is-polar-error.js";
import { ordersInvoice } from "../generated/operations.js";
import type { CustomerOrder } from "../generated/types.js";
import { resolveOptions, waitOptions } from "../options.js";
import { sleep } from "../transport/deadline.js";
import type { OrdersClient } from "../types.js";
import { startTimeLeft } from "./time-left.js";

/** A link to an invoice's PDF. */
export interface InvoiceLink {
  /** A secret that lives ten minutes: open it, do not store, log or fetch it with the session token. */
  readonly url: string;
  /**
   * Whether the order has been modified since it was read, as rendering does (and another change at the same time). If not, the PDF may
   * show the details as they were before.
   */
  readonly isCurrent: boolean;
}

/** How long to wait for an invoice. */
export interface WaitOptions {
  /** Ends the waiting; the function rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** The time limit of the whole wait, in milliseconds. Default: 30 000. */
  timeoutMs?: number | undefined;
}

/**
 * Has the invoice of an order rendered, and resolves to its link. If the order has none yet, it waits until the link is there. If it
 * has one, it waits until the order's `modified_at` has moved; when the time is over it resolves to the link with
 * `isCurrent: false`, also if Polar found nothing to render again.
 *
 * @param order The order as it was last read or updated.
 * @throws {TypeError} A wrong option.
 * @throws {TimeoutError} The first invoice did not appear in time; its `attempts` counts the calls.
 * @throws {PolarError} A call failed: `ConflictError` for a draft or void order, `ValidationError` without billing details.
 */
export async function waitForInvoice(
  orders: Pick<OrdersClient, "get" | "generateInvoice" | "invoice">,
  order: Pick<CustomerOrder, "id" | "modified_at" | "is_invoice_generated">,
  options: WaitOptions = {},
): Promise<InvoiceLink> {
  const { signal, timeoutMs } = resolveOptions(options, waitOptions);
  const { id, modified_at, is_invoice_generated: isAgain } = order;
  const timeLeft = startTimeLeft(timeoutMs, signal);
  await orders.generateInvoice(id, timeLeft());
  // The last second, or quarter of a shorter time, is kept for the link; one more for the poll before it, if that is another request.
  const linkMs = Math.min(1000, timeoutMs / 4);
  const reserveMs = isAgain ? 2 * linkMs : linkMs;
  let isCurrent = false;
  let polls = 0;
  for (; !isCurrent; polls++) {
    // After 1 second, then 2, 4, and from then on 5.
    const delayMs = Math.min(1000 * 2 ** polls, 5000, timeLeft().timeoutMs - reserveMs);
    if (delayMs < 1) break;
    await sleep(delayMs, signal);
    if (isAgain) {
      const now = await orders.get(id, timeLeft(linkMs)).catch(nothingIfTooLate);
      isCurrent = now !== undefined && now.modified_at !== modified_at;
    } else {
      const link = await orders.invoice(id, timeLeft()).catch(nothingIfMissing);
      if (link) return { url: link.url, isCurrent: true };
    }
  }
  if (isAgain) {
    const { url } = await orders.invoice(id, timeLeft());
    return { url, isCurrent };
  }
  const { method, path } = ordersInvoice;
  throw new TimeoutError({ request: `${method} ${path}`, attempts: polls + 1 }, "timeoutMs", timeoutMs);
}

/** For a poll of the order: one that takes too long counts as "not yet". */
function nothingIfTooLate(error: unknown): undefined {
  if (isPolarError(error) && error.name === "TimeoutError") return undefined;
  throw error;
}

/** For a poll of the link: the answer that nothing was rendered counts as "not yet". */
function nothingIfMissing(error: unknown): undefined {
  if (isPolarError(error) && error.name === "NotFoundError" && error.code === "InvoiceDoesNotExist") return undefined;
  throw error;
}
