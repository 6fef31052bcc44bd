import { createOrdersClient, isOrderId } from "@internal/polar-orders";
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
        if (!customer) return c.text("Sign in first.", 401);
        const { token } = await sessions.create({ external_customer_id: customer });
        return c.text(token);
      })
      // The links of documents live ten minutes, so each is asked for when it is wanted.
      .get("/orders/:id/:kind{invoice|receipt}", async (c) => {
        const customer = await getSignedCookie(c, cookieSecret, "customer");
        if (!customer) return c.text("Sign in first.", 401);
        const { id, kind } = c.req.param();
        const { token } = await sessions.create({ external_customer_id: customer });
        const orders = createOrdersClient({ customerSession: token, server: polarUrl });
        const link = isOrderId(id) && (await orders[kind as "invoice" | "receipt"](id).catch(() => undefined));
        return link ? c.redirect(link.url) : c.text("It is not ready. Reload this page in a few seconds.", 404);
      })
      .get("*", serveStatic({ root: page }))
  );
}
