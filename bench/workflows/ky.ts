import ky from "ky";
import type { CreateWorkflow } from "./workflow.js";

export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const api = ky.create({
    baseUrl,
    headers: { Authorization: `Bearer ${token}`, "Polar-Version": "2026-10" },
    timeout: 10_000,
    retry: { limit: 2, methods: ["get", "patch", "post"], retryOnTimeout: true },
  });
  return async (id, changes) => {
    const path = `v1/customer-portal/orders/${encodeURIComponent(id)}`;
    await api.get(path).json();
    await api.patch(path, { json: changes }).json();
    await api.post(`${path}/invoice`).json();
    return (await api.get(`${path}/invoice`).json<{ url: string }>()).url;
  };
};
