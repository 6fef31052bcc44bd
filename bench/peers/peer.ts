/** Where a peer's client sends its requests, and as whom. */
export interface Target {
  baseUrl: string;
  token: string;
}

/** What every call of the bench changes, in the names of the wire. */
export interface Changes {
  billing_name: string;
  billing_address: {
    line1: string;
    postal_code: string;
    city: string;
    country: "FR";
  };
}

/** What a peer's module exports as `create`: it makes a client, and returns the function that updates an order with it. */
export type Create = (target: Target) => (id: string, changes: Changes) => Promise<{ id: string }>;
