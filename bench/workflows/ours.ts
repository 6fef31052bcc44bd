import { createOrdersClient } from "@internal/polar-orders";
import type { CreateWorkflow } from "./workflow.js";

export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const orders = createOrdersClient({ customerSession: token, server: baseUrl });
  return async (id, changes) => {
    await orders.get(id);
    await orders.update(id, changes);
    await orders.generateInvoice(id);
    return (await orders.invoice(id)).url;
  };
};
