import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import * as api from "../../src/errors/api-errors.js";
import * as call from "../../src/errors/call-errors.js";
import { isPolarError } from "../../src/errors/is-polar-error.js";
import { PolarError } from "../../src/errors/polar-error.js";

const context = { request: "PATCH /x/{id}", attempts: 2 };
const answer = (body: unknown, status = 422): api.ApiAnswer => ({
  status,
  headers: new Headers(),
  body,
  retryAfterMs: undefined,
});
const issuesOf = (body: unknown): unknown => new api.ValidationError(context, answer(body)).issues;

describe("every class of the family", () => {
  const made: Record<string, [error: PolarError, facts: object]> = {
    PolarApiError: [new api.PolarApiError(context, answer(undefined)), { status: 422 }],
    UnauthorizedError: [new api.UnauthorizedError(context, answer(undefined, 401)), { status: 401, reason: "unknown" }],
    ForbiddenError: [
      new api.ForbiddenError(context, answer({ error: "NotPermitted" }, 403)),
      { status: 403, code: "NotPermitted" },
    ],
    NotFoundError: [
      new api.NotFoundError(context, answer({ error: "ResourceNotFound" }, 404)),
      { status: 404, code: "ResourceNotFound" },
    ],
    ConflictError: [new api.ConflictError(context, answer(undefined, 409)), { status: 409 }],
    ValidationError: [new api.ValidationError(context, answer(undefined)), { status: 422, issues: [] }],
    RateLimitError: [
      new api.RateLimitError(context, { ...answer(undefined, 429), retryAfterMs: 5 }),
      { status: 429, retryAfterMs: 5 },
    ],
    ServerError: [new api.ServerError(context, answer(undefined, 500)), { status: 500 }],
    ConnectionError: [new call.ConnectionError(context, new Error("refused")), {}],
    TimeoutError: [new call.TimeoutError(context, "timeoutMs", 10), { limit: "timeoutMs", timeoutMs: 10 }],
    RedirectError: [new call.RedirectError(context, 307), { status: 307 }],
    UnreadableResponseError: [new call.UnreadableResponseError(context, 200), { status: 200 }],
    TokenProviderError: [new call.TokenProviderError("was not sent", context), {}],
  };

  test("is in this list", () => {
    expect([...Object.keys(api), ...Object.keys(call)].toSorted()).toEqual(Object.keys(made).toSorted());
  });

  test.each(Object.entries(made))("%s carries its literal name, its message and its attempts", (name, [error]) => {
    expect(error.name).toBe(name);
    expect(error.attempts).toBe(2);
    expect(error).toBeInstanceOf(PolarError);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toMatch(/^PATCH \/x\/\{id\} [^\n]+$/);
    expect(error.stack?.split("\n")[0]).toBe(`${name}: ${error.message}`);
    expect(isPolarError(error)).toBe(true);
  });

  test.each(Object.entries(made))("%s shows its facts to JSON and to util.inspect", (name, [error, facts]) => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name, message: error.message, attempts: 2, ...facts });
    const printed = inspect(error);
    expect(printed.split("\n")[0]).toBe(`${name}: ${error.message}`);
    expect(printed).toContain("attempts: 2");
    for (const [member, value] of Object.entries(facts)) expect(printed).toContain(`${member}: ${inspect(value)}`);
    expect(printed).not.toContain("undefined");
  });
});

test("a message says what was answered, and nothing more if there is no remark", () => {
  expect(new api.PolarApiError(context, answer({ error: "X" }, 418)).message).toBe("PATCH /x/{id} returned 418 X");
  expect(new api.PolarApiError(context, answer(undefined, 418), ": why").message).toBe(
    "PATCH /x/{id} returned 418: why",
  );
});

test("a long message of an issue keeps its characters whole", () => {
  const msg = `\u{1F600}${"x".repeat(200)}`;
  expect(issuesOf({ detail: [{ loc: ["body"], msg, type: "x" }] })).toMatchObject([
    { message: `\u{1F600}${"x".repeat(156)} …` },
  ]);
});

test("logs show the paths of issues, also of lines with a number", () => {
  const detail = [{ loc: ["body", "billing_address", "line1"], msg: "Too long", type: "string_too_long" }];
  const error = new api.ValidationError(context, answer({ detail }));
  expect(error.toJSON().issues).toEqual([{ path: ["billing_address", "line1"], code: "string_too_long" }]);
  expect(inspect(error).replaceAll(/\s+/g, " ")).toContain("path: [ 'billing_address', 'line1' ]");
});

test("util.inspect shows the name if the platform wrote the stack without it, as Bun does", () => {
  const error = new call.RedirectError(context, 307);
  error.stack = `Error: ${error.message}\n    at x`;
  expect(inspect(error)).toMatch(/^RedirectError: PATCH [^\n]*\n {4}at x \{/);
});

test("util.inspect shows the cause, however deep the error lies", () => {
  const error = new call.TokenProviderError("was not sent", context, new RangeError("session service down"));
  expect(inspect({ a: { b: [error] } }, { depth: 9 })).toContain("session service down");
});

test("util.inspect shows what somebody attached, even if it is circular", () => {
  const error = new call.RedirectError(context, 307);
  const attached: { self?: unknown } = {};
  attached.self = attached;
  expect(inspect(Object.assign(error, { attached }))).toContain("[Circular *1]");
});

test("a TimeoutError says which limit passed, and how many requests were sent", () => {
  expect(new call.TimeoutError(context, "attemptTimeoutMs", 10).message).toBe(
    "PATCH /x/{id} took longer than 10 ms (attemptTimeoutMs); requests sent: 2",
  );
});

test("a token of the wrong kind has a reason of its own", () => {
  const error = new api.UnauthorizedError(context, answer({ error: "Unauthorized" }, 401));
  expect(error).toMatchObject({ reason: "wrong_token", code: "Unauthorized" });
});

test("a token that is not valid is known by the header if the body broke off", () => {
  const headers = new Headers({ "WWW-Authenticate": 'Bearer realm="polar", error="invalid_token"' });
  const error = new api.UnauthorizedError(context, { ...answer(undefined, 401), headers });
  expect(error).toMatchObject({ reason: "invalid_token", code: undefined });
});

test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
  "the code %s, a member of every object, is a code like any other",
  (code) => {
    const body = JSON.parse(`{"error":"${code}"}`) as unknown;
    expect(new api.PolarApiError(context, answer(body))).toMatchObject({ code, status: 422 });
    expect(new api.UnauthorizedError(context, answer(body, 401)).reason).toBe("unknown");
  },
);

describe("isPolarError", () => {
  test.each([undefined, null, 5, "PolarError", {}, new Error("x"), new TypeError("x"), { name: "ServerError" }])(
    "is false for %o",
    (value) => {
      expect(isPolarError(value)).toBe(false);
    },
  );

  test("knows an error of another copy of the package, unlike instanceof", async () => {
    vi.resetModules();
    const copy = await import("../../src/errors/api-errors.js");
    const foreign = new copy.ServerError(context, answer(undefined, 500));
    expect(foreign).not.toBeInstanceOf(PolarError);
    expect(isPolarError(foreign)).toBe(true);
    expect(foreign.name).toBe("ServerError");
    // The mark is the same in every version of the package.
    expect(Reflect.get(foreign, Symbol.for("@internal/polar-orders/PolarError"))).toBe(true);
  });
});

describe("ValidationError.issues", () => {
  const entry = { type: "missing", loc: ["body", "billing_address", "country"], msg: "Field required", input: {} };

  test("drops the leading body and nothing else of the path", () => {
    const locs = [["body"], ["body", "body"], ["path", "id"], ["body", "items", 0, "id"]];
    const issues = issuesOf({ error: "X", detail: locs.map((loc) => ({ ...entry, loc })) });
    expect((issues as { path: unknown }[]).map(({ path }) => path)).toEqual([
      [],
      ["body"],
      ["path", "id"],
      ["items", 0, "id"],
    ]);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["text", "<html></html>"],
    ["null", null],
    ["an array", [entry]],
    ["no detail", { error: "X" }],
    ["a detail that is a sentence", { error: "MissingInvoiceBillingDetails", detail: "Billing name and address …" }],
    ["entries of another shape", { detail: [null, 5, {}, { ...entry, loc: "body" }, { ...entry, loc: [{}] }] }],
    ["an entry without its message", { detail: [{ ...entry, msg: undefined }] }],
    ["an entry without its type", { detail: [{ ...entry, type: 5 }] }],
  ])("is empty if the body is %s", (_fact, body) => {
    expect(issuesOf(body)).toEqual([]);
  });

  test("keeps the well-formed entries among others", () => {
    expect(issuesOf({ detail: [5, entry] })).toEqual([
      { path: ["billing_address", "country"], message: "Field required", code: "missing" },
    ]);
  });

  test("cuts a message above 160 characters at a space, or hard if it has none", () => {
    const messageOf = (msg: string): string =>
      (issuesOf({ detail: [{ ...entry, msg }] }) as { message: string }[])[0]!.message;
    expect(messageOf("x".repeat(160))).toBe("x".repeat(160));
    expect(messageOf("x".repeat(161))).toBe(`${"x".repeat(158)} …`);
    expect(messageOf(`${"x".repeat(100)} ${"y".repeat(100)}`)).toBe(`${"x".repeat(100)} …`);
  });
});

describe("what a log shows of issues", () => {
  const logged = (loc: unknown, type: unknown): unknown =>
    (
      JSON.parse(
        JSON.stringify(new api.ValidationError(context, answer({ detail: [{ loc, msg: "secret", type }] }))),
      ) as {
        issues: unknown;
      }
    ).issues;

  test("is their paths and codes", () => {
    expect(logged(["body", "billing_address", "country"], "enum")).toEqual([
      { path: ["billing_address", "country"], code: "enum" },
    ]);
    expect(logged(["body", "items", 0], "missing")).toEqual([{ path: ["items", 0], code: "missing" }]);
  });

  test("is a question mark if a step or a code does not look like a name", () => {
    expect(logged(["body", "1 Main St", "Ada Lovelace"], "polar_cst_7x")).toEqual([{ path: ["?", "?"], code: "?" }]);
  });
});

test("issues name a query parameter without what Polar's libraries add, and no issue comes twice", () => {
  const entry = { type: "uuid_parsing", msg: "Input should be a valid UUID" };
  const detail = [
    { ...entry, loc: ["query", "product_id", "uuid"] },
    { ...entry, loc: ["query", "product_id", "json-or-python[list]", 0] },
    { ...entry, loc: ["query", "subscription_id", "uuid"] },
  ];
  expect(issuesOf({ detail })).toEqual([
    { path: ["query", "product_id"], message: entry.msg, code: entry.type },
    { path: ["query", "subscription_id"], message: entry.msg, code: entry.type },
  ]);
});

test("of a list of 200,000 issues the first hundred are kept", () => {
  const detail = Array.from({ length: 200_000 }, (_, index) => ({ type: "missing", loc: ["body", index], msg: "x" }));
  expect(issuesOf({ detail })).toHaveLength(100);
});

test("a message is not cut inside a character", () => {
  const [issue] = issuesOf({ detail: [{ type: "x", loc: [], msg: `${"x".repeat(157)}😀${"y".repeat(100)}` }] }) as {
    message: string;
  }[];
  expect(issue?.message).toBe(`${"x".repeat(157)} …`);
});
