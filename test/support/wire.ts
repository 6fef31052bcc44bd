/**
 * Answers as Polar's server was seen to give them, byte for byte. They are written down here, not taken from openapi/: the
 * fragment and the client are both held against them.
 */
export interface WireAnswer {
  readonly fact: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the client must make of it: the error's name and the members to be found on it. */
  readonly error: { readonly name: string; readonly [member: string]: unknown };
}

const json = { "Content-Type": "application/json", "Polar-Version": "2026-10" };
const invalidTokenText = "The access token provided is expired, revoked, malformed, or invalid for other reasons.";
const scopeText = "The request requires higher privileges than provided by the access token.";
const operation = "PATCH /v1/customer-portal/orders/{id}";

const plain: WireAnswer[] = [
  {
    fact: "no token, or a kind of token that the operation does not take",
    status: 401,
    headers: { ...json, "WWW-Authenticate": 'Bearer realm="polar"', "Cache-Control": "private, no-store" },
    body: '{"error":"Unauthorized","detail":"Unauthorized"}',
    error: { name: "UnauthorizedError", reason: "wrong_token", message: `${operation} answered 401 Unauthorized` },
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
    error: { name: "UnauthorizedError", reason: "invalid_token", message: `${operation} answered 401 invalid_token` },
  },
  {
    fact: "a member whose role may not touch billing",
    status: 403,
    headers: json,
    body: '{"error":"NotPermitted","detail":"Only owners and billing managers can access billing features."}',
    error: { name: "ForbiddenError", message: `${operation} answered 403 NotPermitted` },
  },
  {
    fact: "a token without the scope",
    status: 403,
    headers: {
      ...json,
      "WWW-Authenticate": `Bearer realm="polar", scope="customer_portal:write", error="insufficient_scope", error_description="${scopeText}"`,
      "Cache-Control": "no-store",
      Pragma: "no-cache",
    },
    body: `{"error": "insufficient_scope", "error_description": "${scopeText}"}`,
    error: { name: "ForbiddenError", message: `${operation} answered 403 insufficient_scope` },
  },
  {
    fact: "an order that does not exist, or is another customer's",
    status: 404,
    headers: json,
    body: '{"error":"ResourceNotFound","detail":"Not found"}',
    error: { name: "OrderNotFoundError", message: `${operation} answered 404 ResourceNotFound` },
  },
  {
    fact: "an API version that the server does not know",
    status: 404,
    headers: { "Content-Type": "application/json" },
    body: '{"detail":"Not Found"}',
    error: {
      name: "PolarApiError",
      message: `${operation} answered 404, not of the order: unknown API version or path`,
    },
  },
  {
    fact: "a body without a Content-Length",
    status: 411,
    headers: json,
    body: '{"error": "LengthRequired", "detail": "A Content-Length header is required."}',
    error: { name: "PolarApiError", message: `${operation} answered 411 LengthRequired` },
  },
  {
    fact: "a body above 10 MiB",
    status: 413,
    headers: json,
    body: '{"error": "RequestBodyTooLarge", "detail": "Request body exceeded the maximum allowed size of 10485760 bytes."}',
    error: { name: "PolarApiError", message: `${operation} answered 413 RequestBodyTooLarge` },
  },
  {
    fact: "too many requests: no body, no media type",
    status: 429,
    headers: { "Retry-After": "60", "Polar-Version": "2026-10" },
    body: "",
    error: { name: "RateLimitError", retryAfterMs: 60_000, body: undefined, message: `${operation} answered 429` },
  },
  {
    fact: "a failure that Polar's server raised itself",
    status: 500,
    headers: json,
    body: '{"error":"StripeError","detail":"The payment provider failed."}',
    error: { name: "ServerError", message: `${operation} answered 500 StripeError` },
  },
  {
    fact: "a failure that nothing handled",
    status: 500,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body: "Internal Server Error",
    error: { name: "ServerError", body: "Internal Server Error", message: `${operation} answered 500` },
  },
];

/** One entry of a 422's `detail`, and the issue that the client must make of it. */
const refusals: [
  fact: string,
  envelope: "schema" | "lock",
  entry: Record<string, unknown>,
  path: (string | number)[],
][] = [
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
  ["an empty body", "schema", { type: "missing", loc: ["body"], msg: "Field required", input: null }, []],
  [
    "malformed JSON, at a character offset",
    "schema",
    { type: "json_invalid", loc: ["body", 17], msg: "JSON decode error", input: {}, ctx: { error: "Expecting value" } },
    [17],
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

function refusal([fact, envelope, entry, path]: (typeof refusals)[number]): WireAnswer {
  const code = envelope === "lock" ? "PolarRequestValidationError" : "RequestValidationError";
  return {
    fact,
    status: 422,
    headers: { ...json, "Cache-Control": "private, no-store" },
    body: JSON.stringify({ error: code, detail: [entry] }),
    error: {
      name: "ValidationError",
      issues: [{ path, message: entry["msg"], code: entry["type"] }],
      message: `${operation} answered 422 ${code}`,
    },
  };
}

export const wireAnswers: readonly WireAnswer[] = [...plain, ...refusals.map(refusal)];
