import { useCallback } from "react";
import { BillingForm } from "./BillingForm.js";
import { Heading } from "./Heading.js";
import { Loaded } from "./Loaded.js";
import { orders } from "./session.js";
import { Summary } from "./Summary.js";

export function OrderPage({ id }: { id: string }) {
  const load = useCallback((signal: AbortSignal) => orders.get(id, { signal }), [id]);
  return (
    <>
      <a href="#/">← Your orders</a>
      <Heading>Billing details</Heading>
      <Loaded load={load}>
        {(order, setOrder) => (
          <div className="columns">
            <BillingForm order={order} onSaved={setOrder} />
            <Summary order={order} />
          </div>
        )}
      </Loaded>
    </>
  );
}
