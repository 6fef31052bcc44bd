import { Polar } from "polar-sdk-0";
import type { Changes, Target } from "./peer.js";

// The class of the SDK's quick start.
export function create({ baseUrl, token }: Target) {
  const polar = new Polar({
    serverURL: baseUrl,
    timeoutMs: 10_000,
    retryConfig: { strategy: "backoff", retryConnectionErrors: true },
  });
  return (id: string, changes: Changes) => {
    const { line1, postal_code: postalCode, city, country } = changes.billing_address;
    return polar.customerPortal.orders.update(
      { customerSession: token },
      {
        id,
        customerOrderUpdate: {
          billingName: changes.billing_name,
          billingAddress: { line1, postalCode, city, country },
        },
      },
    );
  };
}
