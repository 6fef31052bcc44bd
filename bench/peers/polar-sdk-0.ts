import { PolarCore } from "polar-sdk-0/core.js";
import { customerPortalOrdersUpdate } from "polar-sdk-0/funcs/customerPortalOrdersUpdate.js";
import type { Changes, Target } from "./peer.js";

// The standalone function, which the SDK documents for small bundles. Its retries are off unless asked for.
export function create({ baseUrl, token }: Target) {
  const polar = new PolarCore({
    serverURL: baseUrl,
    timeoutMs: 10_000,
    retryConfig: { strategy: "backoff", retryConnectionErrors: true },
  });
  return async (id: string, changes: Changes) => {
    const { line1, postal_code: postalCode, city, country } = changes.billing_address;
    const result = await customerPortalOrdersUpdate(
      polar,
      { customerSession: token },
      {
        id,
        customerOrderUpdate: {
          billingName: changes.billing_name,
          billingAddress: { line1, postalCode, city, country },
        },
      },
    );
    if (!result.ok) throw result.error;
    return result.value;
  };
}
