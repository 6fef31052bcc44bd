import type { CustomerOrder } from "@internal/polar-orders";
import type { Changes, Target } from "./peer.js";

// The floor of the stub measure: no guard at all.
export function create({ baseUrl, token }: Target) {
  return async (id: string, changes: Changes) => {
    const response = await fetch(`${baseUrl}/v1/customer-portal/orders/${encodeURIComponent(id)}`, {
      method: "PATCH",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Polar-Version": "2026-10" },
      body: JSON.stringify(changes),
    });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return (await response.json()) as CustomerOrder;
  };
}
