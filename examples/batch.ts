import { correctBillingDetails, createOrdersClient, isPolarError, listAll } from "@internal/polar-orders";
import { createSessionsClient } from "@internal/polar-orders/sessions";

/** Your own ids of customers, and their new names. */
const renamed = [{ external_customer_id: "usr_1", billing_name: "Lovelace Ltd" }];

const server = process.env.POLAR_SERVER ?? "sandbox";
// Polar's rate limit asks for a wait of 60 s. The default time limit has no room for it; this one has.
const timeoutMs = 180_000;
const sessions = createSessionsClient({
  organizationToken: process.env.POLAR_ORGANIZATION_TOKEN ?? "",
  server,
  timeoutMs,
});

// One after another: many at once only reach the limit earlier. If the job breaks off, start it again: what is done is skipped.
for (const { external_customer_id, billing_name } of renamed) {
  const orders = createOrdersClient({
    customerSession: sessions.provider({ external_customer_id }),
    server,
    timeoutMs,
    onAttempt: ({ nextDelayMs }) => nextDelayMs && console.log(`waiting ${Math.ceil(nextDelayMs / 1000)} s`),
  });
  try {
    for await (const { id } of listAll(orders)) {
      // For many invoices it is enough to have them rendered: let Polar do so while the job goes on.
      const { isChanged, invoiceError } = await correctBillingDetails(
        orders,
        id,
        { billing_name },
        { timeoutMs: 5000 },
      );
      console.log(isChanged ? "corrected" : "was correct", invoiceError ? "(the invoice failed)" : "");
    }
  } catch (error) {
    if (!isPolarError(error)) throw error;
    console.error(`${external_customer_id}: ${error.message}`);
    process.exitCode = 1;
  }
}
