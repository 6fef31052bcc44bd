import type { CreateWorkflow } from "./workflow.js";

export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 10_000);
    try {
      const response = await fetch(`${baseUrl}/v1/customer-portal/orders/${path}`, {
        method,
        redirect: "manual",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Polar-Version": "2026-10" },
        body: body && JSON.stringify(body),
        signal: controller.signal,
      });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  };
  return async (id, changes) => {
    const path = encodeURIComponent(id);
    await call("GET", path);
    await call("PATCH", path, changes);
    await call("POST", `${path}/invoice`);
    return ((await call("GET", `${path}/invoice`)) as { url: string }).url;
  };
};
