import { assertChanges } from "../arguments.js";
import { assert } from "../assert.js";
import type { CustomerOrder, CustomerOrderUpdate } from "../generated/types.js";
import { resolveOptions, waitOptions } from "../options.js";
import type { OrdersClient } from "../types.js";
import { amendBillingAddress, isAsStored, type AddressChanges } from "./amend-billing-address.js";
import { startTimeLeft } from "./time-left.js";
import { waitForInvoice, type InvoiceLink, type WaitOptions } from "./wait-for-invoice.js";

/** What to correct: a member left out stays as stored. */
export interface BillingChanges {
  /** The name on the invoice; `null` clears it. */
  billing_name?: string | null | undefined;
  /** The lines to change; the others are carried over. Country and state are locked once an order has an address. */
  billing_address?: AddressChanges | undefined;
}

/** What came of a correction. */
export interface Correction {
  /** The order as stored now. */
  readonly order: CustomerOrder;
  /** Whether something differed from what was stored, and was updated. */
  readonly isChanged: boolean;
  /** The link to the invoice, if the order has one. */
  readonly invoice?: InvoiceLink;
  /** Why there is no link, though the order has an invoice. The details are stored all the same; a second call tries again. */
  readonly invoiceError?: unknown;
}

/**
 * Corrects the billing details of an order, the whole job: reads the order, completes the address, updates it if something really
 * changes, has an existing invoice rendered again, and waits for it if something was updated.
 *
 * Until Polar has confirmed the update, it rejects as a single call does; as with a single call, a change whose response was lost
 * may be stored, and calling again is safe. After that it no longer rejects, except when `signal` aborts: what went wrong with
 * the invoice is in `invoiceError`.
 *
 * @param options `timeoutMs` limits the work on the invoice, not the calls before it. Default: 30 000.
 * @throws {TypeError} A wrong argument; an address of `null`; a country or state that is locked. See `amendBillingAddress`.
 * @throws {PolarError} The order could not be read or updated.
 */
export async function correctBillingDetails(
  orders: Pick<OrdersClient, "get" | "update" | "generateInvoice" | "invoice">,
  id: string,
  changes: BillingChanges,
  options: WaitOptions = {},
): Promise<Correction> {
  const { signal, timeoutMs } = resolveOptions(options, waitOptions);
  assert(
    changes?.billing_address !== null,
    "changes.billing_address must not be null: removing the address would unlock its country",
  );
  assertChanges(changes);
  // A copy: a form may go on changing the object.
  const wanted = structuredClone(changes);
  const before = await orders.get(id, { signal });
  const update = differences(before, wanted);
  const isChanged = Object.keys(update).length > 0;
  const order = isChanged ? await orders.update(id, update, { signal }) : before;
  if (!order.is_invoice_generated) return { order, isChanged };
  try {
    if (isChanged) return { order, isChanged, invoice: await waitForInvoice(orders, order, { signal, timeoutMs }) };
    const timeLeft = startTimeLeft(timeoutMs, signal);
    await orders.generateInvoice(id, timeLeft());
    const { url } = await orders.invoice(id, timeLeft());
    return { order, isChanged, invoice: { url, isCurrent: false } };
  } catch (invoiceError) {
    signal?.throwIfAborted();
    return { order, isChanged, invoiceError };
  }
}

/** The update that turns what is stored into what is asked for: empty if nothing differs. */
function differences(order: CustomerOrder, { billing_name, billing_address }: BillingChanges): CustomerOrderUpdate {
  const update: CustomerOrderUpdate = {};
  if (billing_name !== undefined && billing_name !== order.billing_name) update.billing_name = billing_name;
  if (billing_address !== undefined && !isStored(billing_address, order)) {
    update.billing_address = amendBillingAddress(order, billing_address);
  }
  return update;
}

function isStored(changes: AddressChanges, { billing_address: stored }: CustomerOrder): boolean {
  if (!stored) return false;
  const members = Object.keys(changes) as (keyof AddressChanges)[];
  return members.every((member) => isAsStored(stored, member, changes[member]));
}
