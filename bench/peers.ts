/** A way to update an order, as the tables name it. */
export interface Peer {
  /** Its file in peers/. */
  readonly id: string;
  readonly label: string;
  /** What a program that uses it imports; empty where nothing is. A path leads to the generated client, in one file. */
  readonly imports: readonly string[];
  /** The package in the bench's node_modules that it is installed with; `undefined` where none is. */
  readonly package?: string;
  /** Whether the bench has its retries on; "none" where it has none. */
  readonly retries: "on" | "none";
  /** Whether it is another way into a package that is measured already: then its calls are not timed again. */
  readonly isVariant?: true;
}

const customerPortal = "polar-sdk-1/2026-10/services/customer_portal/orders";

export const peers: readonly Peer[] = [
  { id: "fetch", label: "raw fetch", imports: [], retries: "none" },
  {
    id: "openapi-fetch",
    label: "openapi-fetch",
    imports: ["openapi-fetch"],
    package: "openapi-fetch",
    retries: "none",
  },
  {
    id: "ours",
    label: "polar-orders (ours)",
    imports: ["@internal/polar-orders"],
    package: "@internal/polar-orders",
    retries: "on",
  },
  { id: "ky", label: "ky", imports: ["ky"], package: "ky", retries: "on" },
  { id: "redocly", label: "Redocly generate-client", imports: ["./peers/redocly.js"], retries: "on" },
  { id: "hey-api", label: "Hey API", imports: ["./peers/hey-api.js"], retries: "none" },
  {
    id: "polar-sdk-1",
    label: "@polar-sh/sdk 1.0, one function",
    imports: ["polar-sdk-1/2026-10", customerPortal],
    package: "polar-sdk-1",
    retries: "none",
  },
  {
    id: "polar-sdk-1-whole",
    label: "@polar-sh/sdk 1.0, whole client",
    imports: ["polar-sdk-1/2026-10"],
    package: "polar-sdk-1",
    retries: "none",
    isVariant: true,
  },
  {
    id: "polar-sdk-0",
    label: "@polar-sh/sdk 0.49, one function",
    imports: ["polar-sdk-0/core.js", "polar-sdk-0/funcs/customerPortalOrdersUpdate.js"],
    package: "polar-sdk-0",
    retries: "on",
  },
  {
    id: "polar-sdk-0-whole",
    label: "@polar-sh/sdk 0.49, whole client",
    imports: ["polar-sdk-0"],
    package: "polar-sdk-0",
    retries: "on",
    isVariant: true,
  },
];
