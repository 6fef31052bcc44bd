import type { CustomerOrder } from "@internal/polar-orders";
import ky from "ky";
import type { Changes, Target } from "./peer.js";

// Its retries leave PATCH out unless asked for.
export function create({ baseUrl, token }: Target) {
  const api = ky.create({
    baseUrl,
    headers: { Authorization: `Bearer ${token}`, "Polar-Version": "2026-10" },
    timeout: 10_000,
    retry: { limit: 2, methods: ["patch"], retryOnTimeout: true },
  });
  return (id: string, changes: Changes) =>
    api.patch(`v1/customer-portal/orders/${encodeURIComponent(id)}`, { json: changes }).json<CustomerOrder>();
}
