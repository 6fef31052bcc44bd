import { correctBillingDetails, createOrdersClient, isPolarError, issuesByField } from "@internal/polar-orders";

const orders = createOrdersClient({
  // A customer session token. It lasts one hour; docs/tokens.md says how to get one.
  customerSession: () => process.env.POLAR_CUSTOMER_SESSION ?? "",
  server: process.env.POLAR_SERVER ?? "sandbox",
});

try {
  const { order, isChanged, invoice, invoiceError } = await correctBillingDetails(
    orders,
    process.env.POLAR_ORDER_ID ?? "", // from `orders.list()` or your own records
    // Lines you leave out stay as they are.
    { billing_name: "Lovelace Ltd", billing_address: { line1: "12 St James's Square", postal_code: "94107" } },
  );
  console.log(`${isChanged ? "saved" : "nothing to change"}: ${order.billing_name}, ${order.billing_address?.line1}`);
  // invoice.url is a link to the PDF. It is a secret for ten minutes: give it to the customer, do not log it.
  if (invoice) console.log(`the invoice ${invoice.isCurrent ? "is up to date" : "may not show the latest change yet"}`);
  if (invoiceError) console.log("the invoice could not be made; a second call tries again");
} catch (error) {
  if (!isPolarError(error)) throw error; // a mistake in the call, such as a new country: a TypeError
  if (error.name === "ValidationError") console.error({ ...issuesByField(error) }); // in an app: show this in the form, not in a log
  else console.error(error.message); // safe to log: no token, no id, nothing that was submitted
  process.exitCode = 1;
}
