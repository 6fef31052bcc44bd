import { correctBillingDetails, createOrdersClient, isPolarError, listAll } from "@internal/polar-orders";
import { createSessionsClient } from "@internal/polar-orders/sessions";

/** Your own customer ids, and the new names. */
const renamed = [{ external_customer_id: "usr_1", billing_name: "Lovelace Ltd" }];

const server = process.env.POLAR_SERVER ?? "sandbox";
// Polar's rate limit asks for a wait of 60 s. The default time limit has no room for it; this one has.
const timeoutMs = 180_000;
const sessions = createSessionsClient({
  organizationToken: process.env.POLAR_ORGANIZATION_TOKEN ?? "",
  server,
  timeoutMs,
});

/** Logs a Polar error and lets the job go on. Any other error is a mistake in the code and ends it. */
function report(what: string, error: unknown): void {
  if (!isPolarError(error)) throw error;
  console.error(what, error); // shows the cause of a TokenProviderError, but nothing secret
  process.exitCode = 1;
}

// One after another: parallel calls only hit the limit sooner.
for (const { external_customer_id, billing_name } of renamed) {
  const orders = createOrdersClient({
    customerSession: sessions.provider({ external_customer_id }),
    server,
    timeoutMs,
    onAttempt: ({ nextDelayMs }) => nextDelayMs && console.log(`waiting ${Math.ceil(nextDelayMs / 1000)} s`),
  });
  try {
    for await (const { id } of listAll(orders)) {
      const order = `${external_customer_id} ${id}`;
      try {
        // Do not wait long for each PDF. Polar finishes it later.
        const options = { timeoutMs: 5000 };
        const { isChanged, invoiceError } = await correctBillingDetails(orders, id, { billing_name }, options);
        console.log(`${order}: ${isChanged ? "corrected" : "was correct"}`);
        // Those 5 s have no room for the rate limit; this request has.
        if (invoiceError) await orders.generateInvoice(id);
      } catch (error) {
        report(order, error);
      }
    }
  } catch (error) {
    report(external_customer_id, error);
  }
}
