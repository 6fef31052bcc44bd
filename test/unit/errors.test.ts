import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import * as errors from "../../src/errors.js";

const context = { operation: "PATCH /x/{id}", attempts: 2 };
const answer = (body: unknown, status = 422): errors.ApiAnswer => ({
  ...context,
  status,
  headers: new Headers(),
  body,
  retryAfterMs: undefined,
});
const issuesOf = (body: unknown): unknown => new errors.ValidationError(answer(body)).issues;

describe("every class of the family", () => {
  const made: Record<string, errors.PolarError> = {
    PolarApiError: new errors.PolarApiError(answer(undefined)),
    UnauthorizedError: new errors.UnauthorizedError(answer(undefined)),
    ForbiddenError: new errors.ForbiddenError(answer(undefined)),
    OrderNotFoundError: new errors.OrderNotFoundError(answer(undefined)),
    ValidationError: new errors.ValidationError(answer(undefined)),
    RateLimitError: new errors.RateLimitError(answer(undefined)),
    ServerError: new errors.ServerError(answer(undefined)),
    ConnectionError: new errors.ConnectionError("got no answer", context),
    AttemptTimeoutError: new errors.AttemptTimeoutError("was late", { ...context, timeoutMs: 10 }),
    RedirectError: new errors.RedirectError("answered with a redirect", { ...context, status: 307 }),
    UnreadableResponseError: new errors.UnreadableResponseError("answered 200", { ...context, status: 200 }),
    TokenProviderError: new errors.TokenProviderError("was not sent", context),
  };

  test("is in this list", () => {
    const classes = Object.entries(errors).filter(
      ([, value]) => typeof value === "function" && /^[A-Z]/.test(value.name),
    );
    expect(classes.map(([name]) => name).toSorted()).toEqual([...Object.keys(made), "PolarError"].toSorted());
  });

  test.each(Object.entries(made))("%s carries its literal name, its message and its attempts", (name, error) => {
    expect(error.name).toBe(name);
    expect(error.attempts).toBe(2);
    expect(error).toBeInstanceOf(errors.PolarError);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toMatch(/^PATCH \/x\/\{id\} [^\n]+$/);
    expect(error.stack?.split("\n")[0]).toBe(`${name}: ${error.message}`);
    expect(inspect(error).split("\n")[0]).toBe(`${name}: ${error.message}`);
    expect(errors.isPolarError(error)).toBe(true);
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name, message: error.message, attempts: 2 });
  });
});

describe("isPolarError", () => {
  test.each([undefined, null, 5, "PolarError", {}, new Error("x"), new TypeError("x"), { name: "ServerError" }])(
    "is false for %o",
    (value) => {
      expect(errors.isPolarError(value)).toBe(false);
    },
  );

  test("knows an error of another copy of the package, where instanceof does not", async () => {
    vi.resetModules();
    const copy = await import("../../src/errors.js");
    const foreign = new copy.ServerError(answer(undefined, 500));
    expect(foreign).not.toBeInstanceOf(errors.PolarError);
    expect(errors.isPolarError(foreign)).toBe(true);
    expect(foreign.name).toBe("ServerError");
    // The mark is the same in every version of the package.
    expect(Reflect.get(foreign, Symbol.for("@internal/polar-orders/PolarError"))).toBe(true);
  });
});

describe("ValidationError.issues", () => {
  const entry = { type: "missing", loc: ["body", "billing_address", "country"], msg: "Field required", input: {} };

  test("drops the leading body and nothing else of the path", () => {
    const locs = [["body"], ["body", "body"], ["path", "id"], ["body", "items", 0, "id"], []];
    const issues = issuesOf({ error: "X", detail: locs.map((loc) => ({ ...entry, loc })) });
    expect((issues as { path: unknown }[]).map(({ path }) => path)).toEqual([
      [],
      ["body"],
      ["path", "id"],
      ["items", 0, "id"],
      [],
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
  ])("is empty where the body is %s", (_fact, body) => {
    expect(issuesOf(body)).toEqual([]);
  });

  test("keeps the well-formed entries among others", () => {
    expect(issuesOf({ detail: [5, entry] })).toEqual([
      { path: ["billing_address", "country"], message: "Field required", code: "missing" },
    ]);
  });

  test("cuts a message above 160 characters at a space, or hard where it has none", () => {
    const messageOf = (msg: string): string =>
      (issuesOf({ detail: [{ ...entry, msg }] }) as { message: string }[])[0]!.message;
    expect(messageOf("x".repeat(160))).toBe("x".repeat(160));
    expect(messageOf("x".repeat(161))).toBe(`${"x".repeat(158)} …`);
    expect(messageOf(`${"x".repeat(100)} ${"y".repeat(100)}`)).toBe(`${"x".repeat(100)} …`);
  });
});
