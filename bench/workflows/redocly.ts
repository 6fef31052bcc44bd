import { createClient, OPERATIONS, type Ops } from "../generated/redocly/client.js";
import type { CreateWorkflow } from "./workflow.js";

export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const api = createClient<Ops>(OPERATIONS, {
    serverUrl: baseUrl,
    clientHeader: false,
    headers: { "Polar-Version": "2026-10" },
    auth: { bearer: token },
    timeout: 10_000,
    retry: { retries: 2, retryOn: ({ response }) => response === undefined || response.status >= 500 },
  });
  return async (id, changes) => {
    const path = { id };
    await api.customer_portal_orders_get({ path });
    await api.customer_portal_orders_update({ path, body: changes });
    await api.customer_portal_orders_generate_invoice({ path });
    return (await api.customer_portal_orders_invoice({ path })).url;
  };
};
