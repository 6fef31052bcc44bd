import createClient from "openapi-fetch";
import type { paths } from "../../src/generated/types.js";
import type { Changes, Target } from "./peer.js";

// The yardstick of the stub measure: as its documentation begins, without a time limit.
export function create({ baseUrl, token }: Target) {
  const headers = { Authorization: `Bearer ${token}`, "Polar-Version": "2026-10" };
  const api = createClient<paths>({ baseUrl, headers });
  return async (id: string, changes: Changes) => {
    const { data, response } = await api.PATCH("/v1/customer-portal/orders/{id}", {
      params: { path: { id } },
      body: changes,
    });
    if (data === undefined) throw new Error(`answered ${response.status}`);
    return data;
  };
}
