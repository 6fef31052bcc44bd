import { createOrdersClient, isPolarError } from "@internal/polar-orders";

const orders = createOrdersClient({
  // A customer session token lives one hour. A function is asked again for each attempt.
  customerSession: () => process.env.POLAR_CUSTOMER_SESSION ?? "",
  server: process.env.POLAR_SERVER ?? "sandbox",
});

try {
  const order = await orders.update(process.env.POLAR_ORDER_ID ?? "", {
    billing_name: "Ada Lovelace",
    // The address is replaced whole. Once stored, country and state are locked: repeat them.
    billing_address: { line1: "1 Main St", city: "San Francisco", postal_code: "94105", state: "US-CA", country: "US" },
  });
  console.log(`${order.invoice_number ?? order.id} is billed to ${order.billing_name}`);
} catch (error) {
  if (!isPolarError(error)) throw error;
  if (error.name === "ValidationError") {
    for (const issue of error.issues) console.error(`${issue.path.join(".")}: ${issue.message}`);
  } else {
    console.error(error.message); // never holds the token, the body or what was submitted
  }
  process.exitCode = 1;
}
