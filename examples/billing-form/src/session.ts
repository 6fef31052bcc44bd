import { createOrdersClient } from "@internal/polar-orders";

/** The customer has to sign in (again). */
export class SignedOutError extends Error {}

let token: string | undefined;

export const orders = createOrdersClient({
  server: import.meta.env.VITE_POLAR_URL,
  // Asked before each request: keeps a token until Polar refuses it.
  customerSession: async ({ refused }) => {
    if (token === undefined || token === refused) token = await (await post("/session-token")).text();
    return token;
  },
});

export const signIn = () => post("/login");

async function post(path: string): Promise<Response> {
  const response = await fetch(path, { method: "POST" });
  if (response.status === 401) throw new SignedOutError();
  if (!response.ok) throw new Error(`${path} returned ${response.status}`);
  return response;
}
