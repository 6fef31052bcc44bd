import { createClient, OPERATIONS, type Ops } from "../generated/redocly/client.js";
import type { Changes, Target } from "./peer.js";

// Its retries leave PATCH out, so the rule is ours: no answer, or one that may be another next time.
export function create({ baseUrl, token }: Target) {
  const api = createClient<Ops>(OPERATIONS, {
    serverUrl: baseUrl,
    clientHeader: false,
    headers: { "Polar-Version": "2026-10" },
    auth: { bearer: token },
    timeout: 10_000,
    retry: { retries: 2, retryOn: ({ response }) => response === undefined || response.status >= 500 },
  });
  return (id: string, changes: Changes) => api.customer_portal_orders_update({ path: { id }, body: changes });
}
