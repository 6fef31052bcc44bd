import createClient from "openapi-fetch";
import type { paths } from "../../src/generated/types.js";
import type { CreateWorkflow } from "./workflow.js";

function read<T>({ data, response }: { data?: T; response: Response }): T {
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return data as T;
}

export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const headers = { Authorization: `Bearer ${token}`, "Polar-Version": "2026-10" };
  const api = createClient<paths>({ baseUrl, headers });
  return async (id, changes) => {
    const init = () => ({ params: { path: { id } }, signal: AbortSignal.timeout(10_000) });
    read(await api.GET("/v1/customer-portal/orders/{id}", init()));
    read(await api.PATCH("/v1/customer-portal/orders/{id}", { ...init(), body: changes }));
    read(await api.POST("/v1/customer-portal/orders/{id}/invoice", init()));
    return read(await api.GET("/v1/customer-portal/orders/{id}/invoice", init())).url;
  };
};
