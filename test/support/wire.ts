import { readFileSync } from "node:fs";

/**
 * Answers as Polar's server was seen to give them, byte for byte. They are written down here, not taken from openapi/: the
 * fragment and the client are both checked against them.
 */
export interface WireAnswer {
  readonly fact: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of an operation that the client has. */
export interface UnderstoodAnswer extends WireAnswer {
  /** What the client must make of it: the error's name and the members to be found on it. */
  readonly error: { readonly name: string; readonly [member: string]: unknown };
}

const json = { "Content-Type": "application/json", "Polar-Version": "2026-10" };
const invalidTokenText = "The access token provided is expired, revoked, malformed, or invalid for other reasons.";
const scopeText = "The request requires higher privileges than provided by the access token.";
const operation = "PATCH /v1/customer-portal/orders/{id}";

/** What every operation can answer. */
const everywhere: UnderstoodAnswer[] = [
  {
    fact: "no token, or a kind of token that the operation does not take",
    status: 401,
    headers: { ...json, "WWW-Authenticate": 'Bearer realm="polar"', "Cache-Control": "private, no-store" },
    body: '{"error":"Unauthorized","detail":"Unauthorized"}',
    error: {
      name: "UnauthorizedError",
      reason: "wrong_token",
      message: `${operation} returned 401 Unauthorized: this kind of token is not accepted here`,
    },
  },
  {
    fact: "a token that is invalid, expired or revoked",
    status: 401,
    headers: {
      ...json,
      "WWW-Authenticate": `Bearer realm="polar", error="invalid_token", error_description="${invalidTokenText}"`,
      "Cache-Control": "no-store",
      Pragma: "no-cache",
    },
    body: `{"error": "invalid_token", "error_description": "${invalidTokenText}"}`,
    error: { name: "UnauthorizedError", reason: "invalid_token", message: `${operation} returned 401 invalid_token` },
  },
  {
    fact: "an API version that the server does not know",
    status: 404,
    headers: { "Content-Type": "application/json" },
    body: '{"detail":"Not Found"}',
    error: {
      name: "PolarApiError",
      message: `${operation} returned 404: unknown API version or path`,
    },
  },
  {
    fact: "too many requests: no body, no media type",
    status: 429,
    headers: { "Retry-After": "60", "Polar-Version": "2026-10" },
    body: "",
    error: {
      name: "RateLimitError",
      retryAfterMs: 60_000,
      body: undefined,
      message: `${operation} returned 429: wait 60 s, longer than timeoutMs allows`,
    },
  },
  {
    fact: "a failure that Polar's server raised itself",
    status: 500,
    headers: json,
    body: '{"error":"StripeError","detail":"The payment provider failed."}',
    error: { name: "ServerError", message: `${operation} returned 500 StripeError` },
  },
  {
    fact: "a failure that nothing handled",
    status: 500,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: "Internal Server Error",
    error: { name: "ServerError", body: "Internal Server Error", message: `${operation} returned 500` },
  },
];

const wrongRole: UnderstoodAnswer = {
  fact: "a member whose role may not touch billing",
  status: 403,
  headers: json,
  body: '{"error":"NotPermitted","detail":"Only owners and billing managers can access billing features."}',
  error: { name: "ForbiddenError", message: `${operation} returned 403 NotPermitted` },
};

const missingScope: UnderstoodAnswer = {
  fact: "a token without the scope",
  status: 403,
  headers: {
    ...json,
    "WWW-Authenticate": `Bearer realm="polar", scope="customer_portal:write", error="insufficient_scope", error_description="${scopeText}"`,
    "Cache-Control": "no-store",
    Pragma: "no-cache",
  },
  body: `{"error": "insufficient_scope", "error_description": "${scopeText}"}`,
  error: { name: "ForbiddenError", message: `${operation} returned 403 insufficient_scope` },
};

const noSuchOrder: UnderstoodAnswer = {
  fact: "an order that does not exist, or is another customer's",
  status: 404,
  headers: json,
  body: '{"error":"ResourceNotFound","detail":"Not found"}',
  error: { name: "NotFoundError", message: `${operation} returned 404 ResourceNotFound` },
};

/** What an operation that sends a body can answer besides. */
const ofBodies: UnderstoodAnswer[] = [
  {
    fact: "a body without a Content-Length",
    status: 411,
    headers: json,
    body: '{"error": "LengthRequired", "detail": "A Content-Length header is required."}',
    error: { name: "PolarApiError", message: `${operation} returned 411 LengthRequired` },
  },
  {
    fact: "a body above 10 MiB",
    status: 413,
    headers: json,
    body: '{"error": "RequestBodyTooLarge", "detail": "Request body exceeded the maximum allowed size of 10485760 bytes."}',
    error: { name: "PolarApiError", message: `${operation} returned 413 RequestBodyTooLarge` },
  },
];

/** One entry of a 422's `detail`, and the issue that the client must make of it. */
type Refusal = [fact: string, envelope: "schema" | "lock", entry: Record<string, unknown>, path: (string | number)[]];

const idRefusals: Refusal[] = [
  [
    "an id that is no UUID",
    "schema",
    {
      type: "uuid_parsing",
      loc: ["path", "id"],
      msg: "Input should be a valid UUID, invalid length: expected length 32 for simple format, found 3",
      input: "abc",
      ctx: { error: "invalid length: expected length 32 for simple format, found 3" },
    },
    ["path", "id"],
  ],
  [
    "a UUID of another version",
    "schema",
    {
      type: "uuid_version",
      loc: ["path", "id"],
      msg: "UUID version 4 expected",
      input: "c232ab00-9414-11ec-b3c8-9f6bdeced846",
      ctx: { expected_version: 4 },
    },
    ["path", "id"],
  ],
];

const bodyRefusals: Refusal[] = [
  ["an empty body", "schema", { type: "missing", loc: ["body"], msg: "Field required", input: null }, []],
  [
    "malformed JSON, at a character offset",
    "schema",
    { type: "json_invalid", loc: ["body", 17], msg: "JSON decode error", input: {}, ctx: { error: "Expecting value" } },
    [17],
  ],
];

const updateRefusals: Refusal[] = [
  [
    "a member of the wrong type",
    "schema",
    { type: "string_type", loc: ["body", "billing_name"], msg: "Input should be a valid string", input: 5 },
    ["billing_name"],
  ],
  [
    "an address that is no object",
    "schema",
    {
      type: "model_attributes_type",
      loc: ["body", "billing_address"],
      msg: "Input should be a valid dictionary or object to extract fields from",
      input: "x",
    },
    ["billing_address"],
  ],
  [
    "a body that is an array",
    "schema",
    {
      type: "model_attributes_type",
      loc: ["body"],
      msg: "Input should be a valid dictionary or object to extract fields from",
      input: [],
    },
    [],
  ],
  [
    "an address without a country",
    "schema",
    { type: "missing", loc: ["body", "billing_address", "country"], msg: "Field required", input: { line1: "x" } },
    ["billing_address", "country"],
  ],
  [
    "a US state that does not exist",
    "schema",
    {
      type: "value_error",
      loc: ["body", "billing_address"],
      msg: "Value error, Invalid US state",
      input: { country: "US", state: "ca" },
      ctx: { error: {} },
    },
    ["billing_address"],
  ],
  [
    "a Canadian subdivision that does not exist",
    "schema",
    {
      type: "value_error",
      loc: ["body", "billing_address"],
      msg: "Value error, Invalid CA subdivision",
      input: { country: "CA", state: "XX" },
      ctx: { error: {} },
    },
    ["billing_address"],
  ],
  [
    "a NUL in the billing name",
    "schema",
    {
      type: "value_error",
      loc: ["body", "billing_name"],
      msg: "Value error, This value contains invalid characters",
      input: "a\u0000b",
      ctx: { error: {} },
    },
    ["billing_name"],
  ],
  [
    "another country than the stored one",
    "lock",
    { type: "value_error", loc: ["body", "billing_address", "country"], msg: "Country cannot be changed", input: "FR" },
    ["billing_address", "country"],
  ],
  [
    "another state than the stored one",
    "lock",
    { type: "value_error", loc: ["body", "billing_address", "state"], msg: "State cannot be changed", input: "US-NY" },
    ["billing_address", "state"],
  ],
  [
    "a stored state left out",
    "lock",
    { type: "value_error", loc: ["body", "billing_address", "state"], msg: "State cannot be changed", input: null },
    ["billing_address", "state"],
  ],
];

function refusal([fact, envelope, entry, path]: Refusal): UnderstoodAnswer {
  const code = envelope === "lock" ? "PolarRequestValidationError" : "RequestValidationError";
  return {
    fact,
    status: 422,
    headers: { ...json, "Cache-Control": "private, no-store" },
    body: JSON.stringify({ error: code, detail: [entry] }),
    error: {
      name: "ValidationError",
      issues: [{ path, message: entry["msg"], code: entry["type"] }],
      message: `${operation} returned 422 ${code}`,
    },
  };
}

/** The answers of the update operation. */
export const updateAnswers: readonly UnderstoodAnswer[] = [
  ...everywhere,
  wrongRole,
  missingScope,
  noSuchOrder,
  ...ofBodies,
  ...[...idRefusals, ...bodyRefusals, ...updateRefusals].map(refusal),
];

const stored = { ...json, "Cache-Control": "private, no-store" };
const orderId = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const customerId = "992fae2a-2a17-4b7a-8d9e-e287cf90131b";
const order = orderOfToday();

/** An order of August 2026 with the two members of an item that came after it. */
function orderOfToday(): unknown {
  const file = new URL("../fixtures/order-2026-08.json", import.meta.url);
  const august = JSON.parse(readFileSync(file, "utf8")) as { items: object[] };
  return { ...august, items: august.items.map((item) => ({ ...item, start_timestamp: null, end_timestamp: null })) };
}

function answer(fact: string, status: number, body: string, headers: Record<string, string> = stored): WireAnswer {
  return { fact, status, headers, body };
}

function refused(fact: string, entries: object[], error = "RequestValidationError"): WireAnswer {
  return answer(fact, 422, JSON.stringify({ error, detail: entries }));
}

/** What every operation of the portal can answer, and every one on a single order. */
const ofPortal = [...everywhere, wrongRole];
const ofOrder = [...ofPortal, noSuchOrder, ...idRefusals.map(refusal)];

const sortings =
  "'created_at', '-created_at', 'amount', '-amount', 'net_amount', '-net_amount', 'product', '-product', 'subscription' or '-subscription'";
const uuidText = "invalid length: expected length 32 for simple format, found 3";
const libraryName =
  "json-or-python[json=list[uuid],python=chain[is-instance[Sequence],function-wrap[sequence_validator()]]]";

function notPositive(name: string): object {
  const msg = "Input should be greater than 0";
  return { type: "greater_than", loc: ["query", name], msg, input: "0", ctx: { gt: 0 } };
}

const listAnswers: WireAnswer[] = [
  ...ofPortal,
  answer("a page of orders", 200, JSON.stringify({ items: [order], pagination: { total_count: 3, max_page: 1 } })),
  answer("no orders at all", 200, '{"items":[],"pagination":{"total_count":0,"max_page":0}}'),
  answer("a page past the end", 200, '{"items":[],"pagination":{"total_count":3,"max_page":1}}'),
  refused("page 0", [notPositive("page")]),
  refused("limit 0", [notPositive("limit")]),
  refused("a page that is no number", [
    {
      type: "int_parsing",
      loc: ["query", "page"],
      msg: "Input should be a valid integer, unable to parse string as an integer",
      input: "abc",
    },
  ]),
  refused("an unknown sorting", [
    {
      type: "enum",
      loc: ["query", "sorting", 0],
      msg: `Input should be ${sortings}`,
      input: "bad",
      ctx: { expected: sortings },
    },
  ]),
  refused("a product id that is no UUID: two entries with names of the server's libraries", [
    {
      type: "uuid_type",
      loc: ["query", "product_id", "uuid"],
      msg: "UUID input should be a string, bytes or UUID object",
      input: ["abc"],
    },
    {
      type: "uuid_parsing",
      loc: ["query", "product_id", libraryName, 0],
      msg: `Input should be a valid UUID, ${uuidText}`,
      input: "abc",
      ctx: { error: uuidText },
    },
  ]),
];

const link = '{"url":"https://bucket.s3.amazonaws.com/key?X-Amz-Expires=600&X-Amz-Signature=0a1b2c"}';

const generateInvoiceAnswers: WireAnswer[] = [
  ...ofOrder,
  ...ofBodies,
  answer("an invoice queued, or nothing to do", 202, "null"),
  answer(
    "a draft",
    409,
    `{"error":"OrderNotEligibleForInvoice","detail":"Order ${orderId} is not eligible for invoice generation (current status: draft)."}`,
  ),
  answer(
    "no billing name or address: the detail is a text",
    422,
    '{"error":"MissingInvoiceBillingDetails","detail":"Billing name and address are required to generate an invoice for this order."}',
  ),
];

const invoiceAnswers: WireAnswer[] = [
  ...ofOrder,
  answer("an invoice", 200, link),
  answer("no invoice yet", 404, `{"error":"InvoiceDoesNotExist","detail":"No invoice exists for order ${orderId}."}`),
];

const receiptAnswers: WireAnswer[] = [
  ...ofOrder,
  answer("a receipt", 200, link),
  answer("a receipt being rendered: no body, no media type", 202, "", {
    "Content-Length": "0",
    "Polar-Version": "2026-10",
    "Cache-Control": "private, no-store",
  }),
  answer(
    "no receipt number",
    404,
    `{"error":"ReceiptNotAllocated","detail":"No receipt allocated for order ${orderId}."}`,
  ),
];

const paymentStatusAnswers: WireAnswer[] = [
  ...ofOrder,
  answer("a failed payment", 200, '{"status":"failed","error":"Your card was declined."}'),
  answer("no payment", 200, '{"status":"no_payment","error":null}'),
  answer("a pending payment", 200, '{"status":"pending","error":null}'),
  answer("a payment that succeeded", 200, '{"status":"succeeded","error":null}'),
];

const sessionToken = "polar_cst_Example0Example0Example0Example0Example0000";
const session = {
  created_at: "2026-08-22T10:15:30.654321Z",
  modified_at: null,
  id: "5e2d1c0b-9a8f-4e7d-8c6b-5a4f3e2d1c0b",
  token: sessionToken,
  expires_at: "2026-08-22T11:15:30.654119Z",
  return_url: "https://example.com/account",
  customer_portal_url: `https://polar.sh/acme/portal?customer_session_token=${sessionToken}&email=customer%40example.com`,
  customer_id: customerId,
  customer: {
    id: customerId,
    created_at: "2026-01-01T00:00:00.123456Z",
    modified_at: null,
    metadata: { plan_seats: 3, vip: true },
    external_id: "usr_1337",
    email: "customer@example.com",
    email_verified: false,
    type: "individual",
    name: "John Doe",
    billing_name: "John Doe",
    billing_address: {
      line1: "1 Main St",
      line2: null,
      postal_code: "94105",
      city: "San Francisco",
      state: "US-CA",
      country: "US",
    },
    tax_id: ["911144442", "us_ein"],
    locale: null,
    organization_id: "1dbfc517-0bbf-4301-9ba8-555ca42b9737",
    default_payment_method_id: null,
    deleted_at: null,
    first_user_event_at: null,
    avatar_url: "https://www.gravatar.com/avatar/0?d=404",
  },
};
const team = { ...session.customer, type: "team", email: null };
const variants = ["CustomerSessionCustomerIDCreate", "CustomerSessionCustomerExternalIDCreate"] as const;

function missing(variant: string, member: string, input: object): object {
  return { type: "missing", loc: ["body", variant, member], msg: "Field required", input };
}

function wrongScheme(variant: string): object {
  return {
    type: "url_scheme",
    loc: ["body", variant, "return_url"],
    msg: "URL scheme should be 'http' or 'https'",
    input: "ftp://x",
    ctx: { expected_schemes: "'http' or 'https'" },
  };
}

/** What the server found out when it looked at what is stored. */
const sessionRefusals: [member: string, msg: string, input: string | null][] = [
  ["customer_id", "Customer does not exist.", customerId],
  ["external_customer_id", "Customer does not exist.", "usr_1337"],
  ["customer_id", "No owner member found for this customer.", customerId],
  ["member_id", "Member does not exist for this customer.", customerId],
  ["external_member_id", "Member does not exist for this customer.", "emp_42"],
  ["member_id", "member_id is required for team customers.", null],
  ["email", "An email is required to create an owner member.", null],
];

const createSessionAnswers: WireAnswer[] = [
  ...everywhere,
  ...ofBodies,
  ...bodyRefusals.map(refusal),
  {
    ...missingScope,
    headers: {
      ...missingScope.headers,
      "WWW-Authenticate": `Bearer realm="polar", scope="customer_sessions:write", error="insufficient_scope", error_description="${scopeText}"`,
    },
  },
  answer("a session", 201, JSON.stringify(session)),
  answer("a session of a team without an e-mail address", 201, JSON.stringify({ ...session, customer: team })),
  answer(
    "an external id in several organisations",
    409,
    '{"error":"AmbiguousExternalCustomerID","detail":"Several customers across your organizations share this external customer ID. Use an organization-scoped token, the Polar customer ID, or a unique external ID to disambiguate."}',
  ),
  ...sessionRefusals.map(([member, msg, input]) =>
    refused(
      `${member}: ${msg}`,
      [{ type: "value_error", loc: ["body", member], msg, input }],
      "PolarRequestValidationError",
    ),
  ),
  refused("neither id", [missing(variants[0], "customer_id", {}), missing(variants[1], "external_customer_id", {})]),
  refused("a return URL of another scheme: once per variant, and a member missing that was not to be sent", [
    ...variants.map(wrongScheme),
    missing(variants[1], "external_customer_id", { customer_id: customerId, return_url: "ftp://x" }),
  ]),
  refused("a customer id of another UUID version", [
    {
      type: "uuid_version",
      loc: ["body", variants[0], "customer_id"],
      msg: "UUID version 4 expected",
      input: "c232ab00-9414-11ec-b3c8-9f6bdeced846",
      ctx: { expected_version: 4 },
    },
    missing(variants[1], "external_customer_id", { customer_id: "c232ab00-9414-11ec-b3c8-9f6bdeced846" }),
  ]),
  refused(
    "a body without a JSON media type",
    variants.map((variant) => ({
      type: "model_attributes_type",
      loc: ["body", variant],
      msg: "Input should be a valid dictionary or object to extract fields from",
      input: "x",
    })),
  ),
];

/** The answers of every operation, by operationId. */
export const wireAnswers: Readonly<Record<string, readonly WireAnswer[]>> = {
  "customer_portal:orders:list": listAnswers,
  "customer_portal:orders:get": [...ofOrder, answer("an order", 200, JSON.stringify(order))],
  "customer_portal:orders:update": updateAnswers,
  "customer_portal:orders:generate_invoice": generateInvoiceAnswers,
  "customer_portal:orders:invoice": invoiceAnswers,
  "customer_portal:orders:receipt": receiptAnswers,
  "customer_portal:orders:get_payment_status": paymentStatusAnswers,
  "customer-sessions:create": createSessionAnswers,
};
