import {
  correctBillingDetails,
  countryAlpha2InputValues,
  createOrdersClient,
  isOrderId,
  isPolarError,
  issuesByField,
  type FetchFunction,
} from "@internal/polar-orders";
import { createSessionsClient } from "@internal/polar-orders/sessions";
import { billingDetailsSchema } from "@internal/polar-orders/validate";
import { Hono, type Context } from "hono";
import { csrf } from "hono/csrf";

const countries = new Set<string>(countryAlpha2InputValues);

interface Settings {
  /** Gives access to your whole organization: read it from the environment, and never send it to a browser. */
  organizationToken: string;
  /** Your own login: your id of the customer who sent this request. Never a value from the form or the URL. */
  customerOf: (request: Request) => string | undefined;
  server?: string;
  fetch?: FetchFunction;
}

export function createApp({ organizationToken, customerOf, ...connection }: Settings): Hono {
  const sessions = createSessionsClient({ organizationToken, ...connection });
  const app = new Hono();
  // Refuses forms that another site sends with the customer's cookie.
  app.use(csrf());

  // For a web page that calls Polar itself, with `tokenFrom("/session-token")`.
  app.post("/session-token", async (context) => {
    const external_customer_id = customerOf(context.req.raw);
    if (external_customer_id === undefined) return context.json({ error: "log in first" }, 401);
    try {
      const { token } = await sessions.create({ external_customer_id });
      return context.json({ token }, 200, { "Cache-Control": "no-store" });
    } catch (error) {
      return respondToNoSession(error, context);
    }
  });

  // For a plain form that is sent to this server.
  app.post("/orders/:id/billing", async (context) => {
    const external_customer_id = customerOf(context.req.raw);
    if (external_customer_id === undefined) return context.json({ error: "log in first" }, 401);
    const orders = createOrdersClient({
      customerSession: sessions.provider({ external_customer_id }),
      ...connection,
    });
    const id = context.req.param("id");
    if (!isOrderId(id)) return context.notFound();
    try {
      const { billing_address: stored } = await orders.get(id);
      const form = await readForm(context);
      // Country and state are locked once an order has an address, so the form's values only count for a first address.
      const place = stored ? { country: stored.country, state: stored.state } : form.place;
      // Polar stores a few countries that it does not accept, such as Russia: there only the name can be corrected.
      const isEditable = !stored || countries.has(stored.country);
      const checked = billingDetailsSchema["~standard"].validate({
        billing_name: form.name,
        ...(isEditable && { billing_address: { ...form.lines, ...place } }),
      });
      if (checked.issues) return context.json({ errors: issuesByField(checked) }, 422);
      const options = { timeoutMs: 10_000 };
      const { order, invoice, invoiceError } = await correctBillingDetails(orders, id, checked.value, options);
      if (invoiceError) console.error("the invoice could not be updated", invoiceError);
      return context.json({ billing_name: order.billing_name, invoice });
    } catch (error) {
      return respondTo(error, context);
    }
  });
  return app;
}

async function readForm(context: Context) {
  const form = await context.req.parseBody();
  const field = (name: string): string | undefined => {
    const value = form[name];
    return typeof value === "string" ? value : undefined;
  };
  const name = field("billing_name");
  return {
    // Polar would store an empty name as it is.
    name: name === undefined ? undefined : name.trim() || null,
    lines: {
      line1: field("line1"),
      line2: field("line2"),
      postal_code: field("postal_code"),
      city: field("city"),
    },
    place: { country: field("country"), state: field("state") },
  };
}

function respondTo(error: unknown, context: Context): Response {
  if (!isPolarError(error)) throw error;
  if (error.name === "TokenProviderError") return respondToNoSession(error.cause, context);
  switch (error.name) {
    case "ValidationError":
      return context.json({ errors: issuesByField(error) }, 422);
    case "NotFoundError":
      return context.json({ error: "no such order" }, 404);
    case "RateLimitError":
      return context.json({ error: "try again later" }, 429, {
        "Retry-After": String(Math.ceil(error.retryAfterMs / 1000)),
      });
    default:
      console.error(error); // holds no token and nothing that was submitted
      return context.json({ error: "try again later" }, 502);
  }
}

/** Polar did not create a session. It refuses a customer it does not know: someone who has not bought anything yet. */
function respondToNoSession(error: unknown, context: Context): Response {
  if (!isPolarError(error) || error.name !== "ValidationError") return respondTo(error, context);
  console.error(error); // names what was refused: the customer, or the missing member of a team
  return context.json({ error: "no orders for this customer" }, 404);
}
