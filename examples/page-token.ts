import type { TokenProvider } from "@internal/polar-orders";

/** A token function for a web page: asks the page's own server, caches the token, and asks again if Polar has refused it. */
export function tokenFrom(endpoint: string): TokenProvider {
  let token: string | undefined;
  return async ({ refused }) => {
    if (token !== undefined && token !== refused) return token;
    // POST to the same origin: the browser sends the login cookie along.
    const response = await fetch(endpoint, { method: "POST" });
    if (!response.ok) throw new Error(`no session: the server responded with ${response.status}`);
    ({ token } = (await response.json()) as { token: string });
    return token;
  };
}
