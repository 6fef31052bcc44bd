import { describe, expect, test } from "vitest";
import { createSessionsClient, type CustomerSessionCreate } from "../../src/sessions.js";
import { failureOf } from "../support/orders.js";
import { json, misbehave, reset } from "../support/socket-server.js";
import { servedSessions, sessionsAt } from "./served.js";

const customer_id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

describe("create", () => {
  test("takes Polar's id of a customer", async () => {
    const { polar, sessions } = await servedSessions();
    const { id } = polar.customers[0]!;
    const session = await sessions.create({ customer_id: id, return_url: "https://example.com/account" });
    expect(session).toMatchObject({ customer_id: id, return_url: "https://example.com/account" });
    const [{ method, url, body }] = polar.requests as [(typeof polar.requests)[0]];
    expect([method, url.pathname]).toEqual(["POST", "/v1/customer-sessions/"]);
    expect(JSON.parse(body!)).toEqual({ customer_id: id, return_url: "https://example.com/account" });
  });

  test("takes the id of one's own system", async () => {
    const { polar, sessions } = await servedSessions();
    const session = await sessions.create({ external_customer_id: "usr_1" });
    expect(session.customer).toMatchObject({ id: polar.customers[0]!.id, external_id: "usr_1" });
    expect(Date.parse(session.expires_at) - Date.parse(session.created_at)).toBe(3_600_000);
  });

  test("sends the organization token, and a session that it gave opens the orders", async () => {
    const { polar, sessions } = await servedSessions();
    const { token } = await sessions.create({ external_customer_id: "usr_1" });
    expect(polar.requests[0]!.headers.get("authorization")).toBe(`Bearer ${polar.organizationToken}`);
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await polar.fetch("https://api.polar.sh/v1/customer-portal/orders/", { headers });
    expect(answer.status).toBe(200);
  });

  test.each<[fact: string, request: unknown, message: RegExp]>([
    ["both ids", { customer_id, external_customer_id: "usr_1" }, /exactly one of customer_id and external_customer_id/],
    ["no id", {}, /exactly one of/],
    ["an id of null", { customer_id: null }, /exactly one of/],
    ["ids of undefined", { customer_id: undefined, external_customer_id: undefined }, /exactly one of/],
    ["nothing", undefined, /^request must be a plain object/],
    ["an unknown member", { external_customer_id: "usr_1", returnUrl: "x" }, /unknown member returnUrl/],
    ["the old spelling", { customer_external_id: "usr_1" }, /unknown member customer_external_id/],
    ["an id that is no UUID", { customer_id: "usr_1" }, /^request\.customer_id must be a UUID version 4/],
    ["a UUID of version 1", { customer_id: "4f6c1b0e-5a53-1d2e-9a0b-6f0d8d1c2b3a" }, /must be a UUID version 4/],
    ["an empty UUID", { customer_id: "" }, /must be a UUID version 4/],
    ["a number", { external_customer_id: 5 }, /^request\.external_customer_id must be a string/],
  ])("%s: a TypeError, also from the provider, and nothing is sent", async (_fact, request, message) => {
    const { polar, sessions } = await servedSessions();
    const wrong = request as CustomerSessionCreate;
    const error = await failureOf(sessions.create(wrong));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(message);
    expect(() => sessions.provider(wrong)).toThrow(message);
    expect(polar.requests).toEqual([]);
  });

  test.each(["customer_id", "external_customer_id"])(
    "by %s: an issue of the variant that was sent, alone",
    async (id) => {
      const { polar, sessions } = await servedSessions();
      const request = { [id]: polar.customers[0]![id === "customer_id" ? "id" : "external_id"], return_url: "ftp://x" };
      const error = await failureOf(sessions.create(request as never));
      expect(error).toMatchObject({ name: "ValidationError", status: 422 });
      expect((error as { issues: object[] }).issues).toEqual([
        { path: ["return_url"], message: "URL scheme should be 'http' or 'https'", code: "url_scheme" },
      ]);
    },
  );

  test.each<CustomerSessionCreate>([{ customer_id }, { external_customer_id: "usr_9" }])(
    "an unknown customer, %j, is an issue at its id",
    async (request) => {
      const { sessions } = await servedSessions();
      const error = await failureOf(sessions.create(request));
      const [id] = Object.keys(request);
      expect(error).toMatchObject({ name: "ValidationError", code: "PolarRequestValidationError" });
      expect((error as { issues: object[] }).issues).toEqual([
        { path: [id], message: "Customer does not exist.", code: "value_error" },
      ]);
    },
  );

  test("of an issue's place, the member is kept and the names of Polar's libraries are not, each issue once", async () => {
    const [variant, other] = ["CustomerSessionCustomerExternalIDCreate", "CustomerSessionCustomerIDCreate"];
    const issue = { msg: "Input should be a valid URL", type: "url_parsing" };
    const detail = [
      { ...issue, loc: ["body", variant, "return_url", "function-wrap[a()]", "constrained-str"] },
      { ...issue, loc: ["body", variant, "return_url", "function-wrap[b()]"] },
      { ...issue, loc: ["body", other, "customer_id"] },
    ];
    const server = await misbehave([json(422, { error: "RequestValidationError", detail })]);
    const error = await failureOf(sessionsAt(server.url).sessions.create({ external_customer_id: "usr_1" }));
    expect((error as { issues: object[] }).issues).toEqual([
      { path: ["return_url"], message: issue.msg, code: issue.type },
    ]);
  });

  test("an id of several organizations is a ConflictError", async () => {
    const server = await misbehave([json(409, { error: "AmbiguousExternalCustomerID", detail: "Several customers" })]);
    const { sessions } = sessionsAt(server.url);
    const error = await failureOf(sessions.create({ external_customer_id: "usr_1" }));
    expect(error).toMatchObject({ name: "ConflictError", code: "AmbiguousExternalCustomerID", attempts: 1 });
  });

  test("a token that lacks the scope is a ForbiddenError, and one of a customer an UnauthorizedError", async () => {
    const { polar, server } = await servedSessions();
    const failures = [polar.issueToken({ scopes: [] }), polar.token].map((organizationToken) =>
      failureOf(sessionsAt(server, { organizationToken }).sessions.create({ external_customer_id: "usr_1" })),
    );
    expect(await Promise.all(failures)).toMatchObject([{ name: "ForbiddenError" }, { name: "UnauthorizedError" }]);
    expect(polar.requests).toHaveLength(2);
  });

  test.each([
    ["a 500", { status: 500 }, { status: 500, error: "ServerError" }],
    ["a 429", { status: 429, headers: { "Retry-After": "0" } }, { status: 429, error: "RateLimitError" }],
    ["a lost connection", "connection", { status: undefined, error: "ConnectionError" }],
    ["a broken body", "broken body", { status: 201, error: "UnreadableResponseError" }],
  ] as const)("%s is followed by another attempt", async (_fact, fault, event) => {
    const { polar, sessions, events } = await servedSessions();
    polar.failNext(fault);
    expect(await sessions.create({ external_customer_id: "usr_1" })).toMatchObject({
      customer_id: polar.customers[0]!.id,
    });
    expect(events).toMatchObject([event, { status: 201, error: undefined }]);
    expect(polar.requests).toHaveLength(2);
  });

  test("retries have the limits of the call", async () => {
    const server = await misbehave([reset]);
    const { sessions } = sessionsAt(server.url);
    const error = await failureOf(sessions.create({ external_customer_id: "usr_1" }, { maxRetries: 1 }));
    expect(error).toMatchObject({ name: "ConnectionError", attempts: 2 });
    expect(server.requests).toHaveLength(2);
  });

  test("a session without a usable token is unreadable", async () => {
    const server = await misbehave([json(201, { token: "" })]);
    const error = await failureOf(sessionsAt(server.url, { maxRetries: 0 }).sessions.create({ customer_id }));
    expect(error).toMatchObject({ name: "UnreadableResponseError", status: 201 });
  });
});

test.each(["false", 1])("dangerouslyAllowBrowser %j is refused", (dangerouslyAllowBrowser) => {
  const options = { organizationToken: "polar_oat_1", dangerouslyAllowBrowser } as never;
  expect(() => createSessionsClient(options)).toThrow(/^dangerouslyAllowBrowser must be true or false/);
});

test.each([undefined, "", "two words", "Bearer\n", 5])("the organization token %j is refused", (organizationToken) => {
  expect(() => createSessionsClient({ organizationToken } as never)).toThrow(/^organizationToken must be a token/);
});
