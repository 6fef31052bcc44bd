import type { CustomerOrder } from "@internal/polar-orders";
import { useState } from "react";
import { Failure } from "./Failure.js";
import { orders } from "./session.js";

/** Opens the invoice and the receipt. Their links live ten minutes, so each is asked for when it is wanted. */
export function Documents({ order }: { order: CustomerOrder }) {
  const [problem, setProblem] = useState<{ error?: unknown }>();
  const open = async (load: typeof orders.receipt) => {
    // Opened before the wait: browsers block what a script opens later.
    const tab = window.open("", "_blank");
    setProblem(undefined);
    try {
      const link = await load(order.id);
      if (link) return (tab ?? window).location.replace(link.url);
      setProblem({});
    } catch (error) {
      setProblem({ error });
    }
    tab?.close();
  };
  return (
    <div className="documents">
      {!order.is_invoice_generated && <p className="quiet">This order has no invoice yet.</p>}
      {order.is_invoice_generated && <button onClick={() => void open(orders.invoice)}>Invoice</button>}
      {order.receipt_number !== null && <button onClick={() => void open(orders.receipt)}>Receipt</button>}
      <p role="status">{problem && !problem.error && "It is being made. Try again in a few seconds."}</p>
      {problem?.error !== undefined && <Failure error={problem.error} />}
    </div>
  );
}
