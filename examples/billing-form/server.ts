import { createSessionsClient } from "@internal/polar-orders/sessions";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";

export interface ServerOptions {
  organizationToken: string;
  polarUrl: string;
  /** Signs the login cookie. */
  cookieSecret: string;
  /** `false` where the page is served over http. */
  isSecure?: boolean;
  /** The folder of the built page. */
  page: string;
}

/** Serves the page, signs customers in, and gives them tokens for Polar. The organization token stays here. */
export function createServer({ organizationToken, polarUrl, cookieSecret, isSecure = true, page }: ServerOptions) {
  const sessions = createSessionsClient({ organizationToken, server: polarUrl });
  const self = "'self'";
  const contentSecurityPolicy = {
    defaultSrc: [self],
    connectSrc: [self, new URL(polarUrl).origin],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  };
  return (
    new Hono()
      // csrf() refuses a POST that comes from another site's page.
      .use(secureHeaders({ contentSecurityPolicy }), csrf())
      // The demo's login is one click. In your application, this is where a customer proves who they are.
      .post("/login", async (c) => {
        const options = { httpOnly: true, sameSite: "Strict", secure: isSecure } as const;
        await setSignedCookie(c, "customer", "usr_1", cookieSecret, options);
        return c.body(null, 204);
      })
      // The customer comes from the login alone: who could name one in the request could read another's orders.
      .post("/session-token", async (c) => {
        c.header("Cache-Control", "no-store");
        const customer = await getSignedCookie(c, cookieSecret, "customer");
        if (!customer) return c.json({ error: "login_required" }, 401);
        const { token } = await sessions.create({ external_customer_id: customer });
        return c.json({ token });
      })
      .get("*", serveStatic({ root: page }))
  );
}
