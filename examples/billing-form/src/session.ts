import { createOrdersClient } from "@internal/polar-orders";

/** The customer has to sign in (again). */
export class SignedOutError extends Error {}

let token: string | undefined;

export const orders = createOrdersClient({
  server: import.meta.env.VITE_POLAR_URL,
  // Asked before each request. Where the kept token has expired, Polar refuses it, and this gives another one.
  customerSession: async ({ refused }) => {
    if (token === undefined || token === refused) token = await fetchToken();
    return token;
  },
});

async function fetchToken(): Promise<string> {
  const response = await fetch("/session-token", { method: "POST" });
  if (response.status === 401) throw new SignedOutError();
  if (!response.ok) throw new Error(`/session-token answered ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

export async function signIn(): Promise<void> {
  token = undefined;
  const response = await fetch("/login", { method: "POST" });
  if (!response.ok) throw new Error(`/login answered ${response.status}`);
}
