import { correctBillingDetails, createOrdersClient } from "@internal/polar-orders";
import type { CreateWorkflow } from "./workflow.js";

// It does more than the others: it keeps the locked parts of the address, and waits for the invoice.
export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const orders = createOrdersClient({ customerSession: token, server: baseUrl });
  return async (id, changes) => (await correctBillingDetails(orders, id, changes)).invoice?.url;
};
