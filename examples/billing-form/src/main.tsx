import { listAll } from "@internal/polar-orders";
import { createRoot } from "react-dom/client";
import { BillingForm } from "./BillingForm.js";
import { Failure } from "./Failure.js";
import { OrderList } from "./OrderList.js";
import { orders } from "./session.js";
import { Summary } from "./Summary.js";

const root = createRoot(document.querySelector("main")!);

async function show() {
  root.render(<p role="status">Loading …</p>);
  root.render(await load().catch((error: unknown) => <Failure error={error} onRetry={() => void show()} />));
}

/** The order that the page's address names, or all of them. */
async function load() {
  const id = new URLSearchParams(location.search).get("order");
  if (id === null) return <OrderList all={await Array.fromAsync(listAll(orders))} />;
  const order = await orders.get(id);
  return (
    <div className="columns">
      <title>Billing details</title>
      <BillingForm loaded={order} />
      <Summary order={order} />
    </div>
  );
}

await show();
