import { createPolar } from "polar-sdk-1/2026-10";
import type { Changes, Target } from "./peer.js";

// The client of the SDK's quick start.
export function create({ baseUrl, token }: Target) {
  const polar = createPolar({ accessToken: token, baseUrl, timeout: 10 });
  return (id: string, changes: Changes) => polar.customerPortal.orders.update(id, changes);
}
