import { createClient } from "../generated/hey-api/client/index.js";
import {
  customerPortalOrdersGenerateInvoice,
  customerPortalOrdersGet,
  customerPortalOrdersInvoice,
  customerPortalOrdersUpdate,
} from "../generated/hey-api/sdk.gen.js";
import type { CreateWorkflow } from "./workflow.js";

export const create: CreateWorkflow = ({ baseUrl, token }) => {
  const client = createClient({ baseUrl, auth: token, headers: { "Polar-Version": "2026-10" } });
  return async (id, changes) => {
    const options = () => ({ client, path: { id }, signal: AbortSignal.timeout(10_000), throwOnError: true }) as const;
    await customerPortalOrdersGet(options());
    await customerPortalOrdersUpdate({ ...options(), body: changes });
    await customerPortalOrdersGenerateInvoice(options());
    return (await customerPortalOrdersInvoice(options())).data.url;
  };
};
