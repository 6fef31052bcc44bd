import type { Correction, CustomerOrder } from "@internal/polar-orders";
import { fields, shown, type FieldName } from "./fields.js";

/** Says what has changed, and whether the invoice shows it. */
export function Saved({ before, order, isChanged, invoice, invoiceError }: Correction & { before: CustomerOrder }) {
  if (!isChanged) return <p className="note">Nothing to save: these details are stored already.</p>;
  const changed = (Object.keys(fields) as FieldName[]).filter((name) => shown(before, name) !== shown(order, name));
  const changes = changed.map((name) => `${fields[name][0]}: ${shown(before, name)} → ${shown(order, name)}`);
  return (
    <p className="note good">
      <strong>Saved.</strong> {changes.join("; ")}.{invoice?.isCurrent && " The invoice shows the new details."}
      {invoice?.isCurrent === false && " The invoice may still show the old details for a while."}
      {invoiceError !== undefined && " The invoice could not be updated. Save again later."}
    </p>
  );
}
