import { createOrdersClient } from "@internal/polar-orders";
import type { Changes, Target } from "./peer.js";

// Timeout 10 s, two retries: the defaults.
export function create({ baseUrl, token }: Target) {
  const orders = createOrdersClient({ customerSession: token, server: baseUrl });
  return (id: string, changes: Changes) => orders.update(id, changes);
}
