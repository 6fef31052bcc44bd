import type { CustomerOrder } from "@internal/polar-orders";
import type { Changes, Target } from "./peer.js";

// What one writes without a client, with the guards that the others have. A package gives it types only.
export function create({ baseUrl, token }: Target) {
  return async (id: string, changes: Changes) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 10_000);
    try {
      const response = await fetch(`${baseUrl}/v1/customer-portal/orders/${encodeURIComponent(id)}`, {
        method: "PATCH",
        redirect: "manual",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Polar-Version": "2026-10" },
        body: JSON.stringify(changes),
        signal: controller.signal,
      });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      return (await response.json()) as CustomerOrder;
    } finally {
      clearTimeout(timer);
    }
  };
}
