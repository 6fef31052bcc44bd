import { createOrdersClient, type FetchFunction } from "@internal/polar-orders";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

// Without a server: a fetch that returns the response your test needs.
const stubbed = createOrdersClient({
  customerSession: "polar_cst_test",
  fetch: async () => Response.json({ id, billing_name: "Ada Lovelace" }),
});
console.log((await stubbed.update(id, { billing_name: "Ada Lovelace" })).billing_name);

// Against Prism: a fetch that asks for one of the contract's named examples, with a header that the client never sends itself.
const lockedCountry: FetchFunction = (url, init) => {
  const headers = new Headers(init.headers);
  headers.set("Prefer", "code=422, example=lock_country");
  return fetch(url, { ...init, headers });
};
const mocked = createOrdersClient({
  customerSession: "polar_cst_test",
  server: process.env.POLAR_SERVER ?? "http://127.0.0.1:4010",
  fetch: lockedCountry,
});
await mocked.update(id, { billing_address: { country: "FR" } }).catch((error: Error) => console.log(error.name));
