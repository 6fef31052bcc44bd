import { createPolarCore } from "polar-sdk-1/2026-10";
import { updateOrders } from "polar-sdk-1/2026-10/services/customer_portal/orders";
import type { Changes, Target } from "./peer.js";

// The single function, which the SDK documents for tree-shaking. It has no retries.
export function create({ baseUrl, token }: Target) {
  const polar = createPolarCore({ accessToken: token, baseUrl, timeout: 10 });
  return (id: string, changes: Changes) => updateOrders(polar)(id, changes);
}
