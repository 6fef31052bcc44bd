import { describe, expect, test } from "vitest";
import type { CustomerOrder } from "../../src/index.js";
import type { FakePolar } from "../../src/testing.js";
import { checkedFake, type Sent } from "../support/fake.js";
import { operations, type DeclaredOperation } from "../support/fragment.js";
import { wireAnswers } from "../support/wire.js";

const orderId = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const customerId = "992fae2a-2a17-4b7a-8d9e-e287cf90131b";
const otherVersion = "c232ab00-9414-11ec-b3c8-9f6bdeced846";
const now = (): number => Date.parse("2026-08-22T10:15:30.654Z") + 0.321;

interface SentTo extends Sent {
  /** The order's id. */
  readonly id?: string;
  readonly query?: string;
}

interface Scene {
  readonly fake: FakePolar;
  readonly order: CustomerOrder;
  readonly method: string;
  readonly isPortal: boolean;
  /** Sends the operation's request, different from a good one only in what is given. */
  readonly send: (sent?: SentTo) => Promise<Response>;
}

/** How each of the answers comes about, by its fact; several requests must all be answered so. */
const recipes: Readonly<Record<string, (scene: Scene) => Promise<Response> | Promise<Response>[]>> = {
  "no token, or a kind of token that the operation does not take": ({ fake, isPortal, send }) => [
    send({ token: null }),
    send({ headers: { Authorization: "Basic YTpi" } }),
    send({ token: "polar_crt_anything" }),
    send({ token: isPortal ? fake.organizationToken : fake.token }),
    ...(isPortal ? [] : [send({ token: fake.issueToken({ role: "owner" }) })]),
  ],
  "a token that is invalid, expired or revoked": ({ fake, isPortal, send }) => {
    const token = isPortal ? fake.issueToken() : fake.issueToken({ scopes: ["customer_sessions:write"] });
    fake.expire(token);
    return [send({ token }), send({ token: "polar_cst_unknown" }), send({ token: "x" })];
  },
  "an API version that the server does not know": ({ send }) => [
    send({ headers: { "Polar-Version": "2020-01" } }),
    send({ headers: { "Polar-Version": "latest" }, token: null }),
  ],
  "too many requests: no body, no media type": ({ fake, send }) => {
    fake.failNext({ status: 429 });
    return send();
  },
  "a failure that Polar's server raised itself": ({ fake, send }) => {
    const body = { error: "StripeError", detail: "The payment provider failed." };
    fake.failNext({ status: 500, headers: { "Polar-Version": "2026-10" }, body });
    return send();
  },
  "a failure that nothing handled": ({ fake, send }) => {
    fake.failNext({ status: 500 });
    return send();
  },
  "a member whose role may not touch billing": ({ fake, send }) => send({ token: fake.issueToken({ role: "member" }) }),
  "a token without the scope": ({ fake, send }) => send({ token: fake.issueToken({ scopes: ["orders:read"] }) }),
  "an order that does not exist, or is another customer's": ({ fake, send }) => [
    send({ id: "7d3f0c52-0b1e-4c5a-8f0e-2a9c5d6e7f80" }),
    send({ token: fake.issueToken({ customerId: "7d3f0c52-0b1e-4c5a-8f0e-2a9c5d6e7f81" }) }),
  ],
  "a body without a Content-Length": ({ method, send }) => [
    send({ body: new ReadableStream() }),
    // `fetch` announces a length of 0 for a POST without a body, and none for a PATCH.
    ...(method === "PATCH" ? [send({ body: null })] : []),
  ],
  "a body above 10 MiB": ({ send }) => send({ body: "x".repeat(10_485_761), token: null }),
  "an id that is no UUID": ({ send }) => send({ id: "abc" }),
  "a UUID of another version": ({ send }) => send({ id: otherVersion }),
  "an empty body": ({ send }) => [send({ body: "" }), send({ body: "null" })],
  "malformed JSON, at a character offset": ({ send }) => [
    send({ body: '{"billing_name": }' }),
    send({ body: '{"billing_name": }', token: null }),
  ],
  "a member of the wrong type": ({ send }) => send({ body: { billing_name: 5 } }),
  "an address that is no object": ({ send }) => send({ body: { billing_address: "x" } }),
  "a body that is an array": ({ send }) => send({ body: [] }),
  "an address without a country": ({ send }) => send({ body: { billing_address: { line1: "x" } } }),
  "a US state that does not exist": ({ send }) => send({ body: { billing_address: { country: "US", state: "ca" } } }),
  "a Canadian subdivision that does not exist": ({ send }) =>
    send({ body: { billing_address: { country: "CA", state: "XX" } } }),
  "a NUL in the billing name": ({ send }) => send({ body: { billing_name: "a\0b" } }),
  "another country than the stored one": ({ order, send }) => {
    order.billing_address!.state = null;
    return send({ body: { billing_address: { country: "fr" } } });
  },
  "another state than the stored one": ({ send }) =>
    send({ body: { billing_address: { country: "US", state: " NY " } } }),
  "a stored state left out": ({ send }) => send({ body: { billing_address: { country: "US" } } }),
  "no orders at all": ({ fake, send }) => {
    fake.orders.length = 0;
    return send();
  },
  "a page past the end": ({ fake, order, send }) => {
    fake.orders.push({ ...order, id: crypto.randomUUID() }, { ...order, id: crypto.randomUUID() });
    return send({ query: "page=2" });
  },
  "page 0": ({ send }) => send({ query: "page=0" }),
  "limit 0": ({ send }) => send({ query: "limit=0" }),
  "a page that is no number": ({ send }) => send({ query: "page=abc" }),
  "an unknown sorting": ({ send }) => send({ query: "sorting=bad" }),
  "a product id that is no UUID: two entries with names of the server's libraries": ({ send }) =>
    send({ query: "product_id=abc" }),
  "an order": ({ send }) => [send(), send({ id: orderId.toUpperCase() }), send({ id: orderId.replaceAll("-", "") })],
  "an invoice queued, or nothing to do": ({ send }) => [send(), send()],
  "a draft": ({ order, send }) => {
    order.status = "draft";
    order.billing_name = null;
    return send();
  },
  "no billing name or address: the detail is a text": ({ order, send }) => {
    order.billing_address = null;
    return send();
  },
  "an invoice": ({ order, send }) => {
    order.is_invoice_generated = true;
    return send();
  },
  "no invoice yet": ({ send }) => send(),
  "a receipt": async ({ order, send }) => {
    order.receipt_number = "RCPT-ABCDEFGH-0001";
    await send();
    return send();
  },
  "a receipt being rendered: no body, no media type": ({ order, send }) => {
    order.receipt_number = "RCPT-ABCDEFGH-0001";
    return send();
  },
  "no receipt number": ({ send }) => send(),
  "a failed payment": ({ fake, send }) => {
    fake.payments.set(orderId, { status: "failed", error: "Your card was declined." });
    return send();
  },
  "no payment": ({ order, send }) => {
    order.paid = false;
    return send();
  },
  "a pending payment": ({ fake, send }) => {
    fake.payments.set(orderId, { status: "pending", error: null });
    return send();
  },
  "a payment that succeeded": ({ send }) => send(),
  "a session": ({ send }) => [
    send({ body: { customer_id: customerId, return_url: "https://EXAMPLE.com/account" } }),
    send({ body: { external_customer_id: "usr_1337", return_url: "https://example.com/account" } }),
    send({ body: { customer_external_id: "usr_1337", return_url: "https://example.com/account" } }),
  ],
  "customer_id: Customer does not exist.": ({ fake, send }) => {
    fake.customers.length = 0;
    return send({ body: { customer_id: customerId.toUpperCase() } });
  },
  "external_customer_id: Customer does not exist.": ({ fake, send }) => {
    fake.customers[0]!.external_id = "usr_1";
    return [
      send({ body: { external_customer_id: "usr_1337" } }),
      // The external id wins.
      send({ body: { external_customer_id: "usr_1337", customer_id: customerId } }),
    ];
  },
  "neither id": ({ send }) => send({ body: {} }),
  "a return URL of another scheme: once per variant, and a member missing that was not to be sent": ({ send }) =>
    send({ body: { customer_id: customerId, return_url: "ftp://x" } }),
  "a customer id of another UUID version": ({ send }) => send({ body: { customer_id: otherVersion } }),
  "a body without a JSON media type": ({ send }) => send({ body: "x", headers: { "Content-Type": "text/plain" } }),
};

const noMembers = "the fake's organization does without the member model, which ignores member ids";
/** What the fake does not answer, by operation and fact, and why. */
const unproduced: Readonly<Record<string, string>> = {
  "customer_portal:orders:update a token without the scope": "sessions always hold the scope",
  "customer_portal:orders:list a page of orders": "abridged: it shows one order of three",
  "customer-sessions:create a session of a team without an e-mail address":
    "its portal link shows an e-mail address, but Polar writes email=None; see rules.test.ts",
  "customer-sessions:create an external id in several organisations": "cannot happen to an organization token",
  "customer-sessions:create customer_id: No owner member found for this customer.": noMembers,
  "customer-sessions:create member_id: Member does not exist for this customer.": noMembers,
  "customer-sessions:create external_member_id: Member does not exist for this customer.": noMembers,
  "customer-sessions:create member_id: member_id is required for team customers.": noMembers,
  "customer-sessions:create email: An email is required to create an owner member.": noMembers,
};

const answers = operations.flatMap((operation) =>
  (wireAnswers[operation.id] ?? []).map((answer) => ({
    ...answer,
    operation,
    place: `${operation.id} ${answer.fact}`,
  })),
);

/** The order and the customer of the wire bodies. */
function startScene(operation: DeclaredOperation): Scene {
  const read = (id: string, fact: string): unknown =>
    JSON.parse(wireAnswers[id]?.find((answer) => answer.fact === fact)?.body ?? "");
  const order = read("customer_portal:orders:get", "an order") as CustomerOrder;
  const { customer } = read("customer-sessions:create", "a session") as { customer: FakePolar["customers"][number] };
  const fake = checkedFake({ orders: [order], now });
  fake.customers.splice(0, 1, customer);
  const isPortal = operation.id.startsWith("customer_portal:");
  const usual = isPortal ? {} : { body: { customer_id: customerId } };
  const body = operation.id.endsWith("update") ? { body: {} } : usual;
  const send: Scene["send"] = ({ id = orderId, query = "", headers, ...sent } = {}) =>
    fake.send(`${operation.method} ${operation.path.replace("{id}", id)}?${query}`, {
      ...body,
      ...sent,
      headers: { "Polar-Version": "2026-10", ...headers },
    });
  return { fake, order: fake.orders[0]!, method: operation.method, isPortal, send };
}

/** `fetch` has its own spelling of media types. */
const spelling = (header: string | null): string | undefined =>
  header?.replace(/; charset=(.*)/, (_match, charset: string) => `;charset=${charset.toUpperCase()}`);

/** Takes out what is new each time. */
function mask(body: string): unknown {
  const masked = body
    .replace(/"url":"https:[^"]+\?[^"]*X-Amz-Signature=[^"]+"/, '"url":"a link"')
    .replaceAll(/polar_cst_\w{43}(?!\w)/g, "polar_cst_…")
    .replace(/"expires_at":"2026-08-22T11:15:30.654\d{3}Z"/, '"expires_at":"in an hour"')
    .replace(/"created_at":"2026-08-22T10:15:30.65432\dZ"/, '"created_at":"now"')
    .replace(/"id":"[\da-f-]{36}"(?=,"token":)/, '"id":"an id"');
  return masked === "" || !/^[[{"n]/.test(masked) ? masked : JSON.parse(masked);
}

describe("what Polar's server was seen to answer", () => {
  test("is produced by a recipe, or stands on the list with a reason", () => {
    const facts = new Set(answers.map(({ fact }) => fact));
    expect(Object.keys(recipes).filter((fact) => !facts.has(fact))).toEqual([]);
    const places = new Set(answers.map(({ place }) => place));
    expect(Object.keys(unproduced).filter((place) => !places.has(place))).toEqual([]);
    expect(answers.filter(({ fact, place }) => !recipes[fact] && !unproduced[place]).map(({ place }) => place)).toEqual(
      [],
    );
  });

  const produced = answers.filter(({ place }) => !unproduced[place]);
  test.each(produced)("$operation.id: $status, $fact", async ({ operation, fact, status, headers, body }) => {
    const got = recipes[fact]!(startScene(operation));
    for (const answer of await Promise.all(Array.isArray(got) ? got : [got])) {
      expect(answer.status).toBe(status);
      for (const [name, value] of Object.entries(headers))
        expect(spelling(answer.headers.get(name))).toBe(spelling(value));
      expect(answer.headers.has("Polar-Version")).toBe("Polar-Version" in headers);
      expect(mask(await answer.text())).toEqual(mask(body));
    }
  });
});
