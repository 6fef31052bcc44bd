import { createOrdersClient } from "@internal/polar-orders";
import { createSessionsClient } from "@internal/polar-orders/sessions";

const server = process.env.POLAR_SERVER ?? "sandbox";
const sessions = createSessionsClient({ organizationToken: process.env.POLAR_ORGANIZATION_TOKEN ?? "", server });
const orders = createOrdersClient({
  customerSession: sessions.provider({ external_customer_id: "usr_1" }), // your own customer id
  server,
});
const { pagination } = await orders.list();
console.log(`${pagination.total_count} orders`);
