import { createClient } from "../generated/hey-api/client/index.js";
import { customerPortalOrdersUpdate } from "../generated/hey-api/sdk.gen.js";
import type { Changes, Target } from "./peer.js";

// It has neither a timeout nor retries of its own.
export function create({ baseUrl, token }: Target) {
  const client = createClient({ baseUrl, auth: token, headers: { "Polar-Version": "2026-10" } });
  return async (id: string, changes: Changes) => {
    const { data } = await customerPortalOrdersUpdate({
      client,
      path: { id },
      body: changes,
      signal: AbortSignal.timeout(10_000),
      throwOnError: true,
    });
    return data;
  };
}
