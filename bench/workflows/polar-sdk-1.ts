import { createPolarCore } from "polar-sdk-1/2026-10";
import {
  generateInvoiceOrders,
  getOrders,
  invoiceOrders,
  updateOrders,
} from "polar-sdk-1/2026-10/services/customer_portal/orders";
import type { CreateWorkflow } from "./workflow.js";

export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const polar = createPolarCore({ accessToken: token, baseUrl, timeout: 10 });
  return async (id, changes) => {
    await getOrders(polar)(id);
    await updateOrders(polar)(id, changes);
    await generateInvoiceOrders(polar)(id);
    return (await invoiceOrders(polar)(id)).url;
  };
};
