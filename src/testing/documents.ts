import type { CustomerOrder } from "../generated/types.js";
import { json, ordinary, problem } from "./answers.js";
import type { Call, State } from "./state.js";

/** What an invoice shows. */
export const printed = ({ billing_name, billing_address }: CustomerOrder) =>
  structuredClone({ billing_name, billing_address });

/** Counts a look at the order; a rendering that has had its looks ends. */
export function look({ renderings, invoices, timestamp }: State, order: CustomerOrder): void {
  const { id } = order;
  const [invoice = -1, receipt = -1] = [renderings.get(`invoice ${id}`), renderings.get(`receipt ${id}`)];
  if (receipt >= 0) renderings.set(`receipt ${id}`, receipt - 1);
  if (invoice >= 0) renderings.set(`invoice ${id}`, invoice - 1);
  if (invoice !== 0) return;
  invoices.set(id, printed(order));
  Object.assign(order, { is_invoice_generated: true, modified_at: timestamp() });
}

export function requestInvoice({ state, order }: Call): Response {
  const { id, status, billing_name: name, billing_address: address } = order;
  const notEligible = `Order ${id} is not eligible for invoice generation (current status: ${status}).`;
  if (/^(draft|void)$/.test(status)) return problem(409, "OrderNotEligibleForInvoice", notEligible);
  const incomplete = "Billing name and address are required to generate an invoice for this order.";
  if (name === null || !address) return problem(422, "MissingInvoiceBillingDetails", incomplete);
  const isRendering = (state.renderings.get(`invoice ${id}`) ?? -1) >= 0;
  const shown = order.is_invoice_generated && JSON.stringify(state.invoices.get(id));
  const isStale = shown !== JSON.stringify(printed(order));
  if (isStale && !isRendering) state.renderings.set(`invoice ${id}`, state.rendersAfter);
  return json(202, null);
}

export function getInvoice({ order: { id, is_invoice_generated, invoice_number } }: Call): Response {
  if (is_invoice_generated) return link(`Invoice-${invoice_number}.pdf`);
  return problem(404, "InvoiceDoesNotExist", `No invoice exists for order ${id}.`);
}

export function getReceipt({ state, order: { id, receipt_number } }: Call): Response {
  if (receipt_number === null) return problem(404, "ReceiptNotAllocated", `No receipt allocated for order ${id}.`);
  const left = state.renderings.get(`receipt ${id}`);
  if (left === -1) return link(`Receipt-${receipt_number}.pdf`);
  // The look that starts the rendering is its first.
  if (left === undefined) state.renderings.set(`receipt ${id}`, Math.max(0, state.rendersAfter - 1));
  return new Response(null, { status: 202, headers: { "Content-Length": "0", ...ordinary } });
}

/** A fresh link each time. It leads nowhere. */
const link = (file: string): Response =>
  json(200, { url: `https://polar-files.s3.example/${file}?X-Amz-Expires=600&X-Amz-Signature=${crypto.randomUUID()}` });

export const getPaymentStatus = ({ state, order: { id, paid } }: Call): Response =>
  json(200, state.payments.get(id) ?? { status: paid ? "succeeded" : "no_payment", error: null });
