// temporary
export const ordersUpdate = { operationId: "customer_portal:orders:update", method: "PATCH", path: "/v1/customer-portal/orders/{id}", successes: { 200: true } } as const;
