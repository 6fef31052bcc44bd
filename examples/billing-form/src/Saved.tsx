import type { Correction, CustomerOrder } from "@internal/polar-orders";
import { get } from "react-hook-form";
import { fields, formValues } from "./fields.js";

export type Outcome = Correction & { before: CustomerOrder };

/** Says what has changed, and whether the invoice shows it. */
export function Saved({ before, order, isChanged, invoice, invoiceError }: Outcome) {
  const [old, current] = [formValues(before), formValues(order)];
  const changed = Object.entries(fields).filter(([name]) => get(old, name) !== get(current, name));
  if (!isChanged) return <p className="note">Nothing to save: these details are stored already.</p>;
  return (
    <p className="note good">
      <strong>Saved.</strong> Changed: {changed.map(([, [label]]) => label.toLowerCase()).join(", ")}.
      {invoice?.isCurrent && " The invoice shows the new details."}
      {invoice?.isCurrent === false && " The invoice may still show the old details for a while."}
      {invoiceError !== undefined && " The invoice could not be made again: save once more later."}
    </p>
  );
}
