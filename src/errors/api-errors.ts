import type { ErrorCode } from "../generated/types.js";
import { matches } from "../predicates.js";
import { loggedIssues, problemCode, problemIssues, type ValidationIssue } from "./issues.js";
import { PolarError, type ErrorContext, type LoggedError } from "./polar-error.js";

/** An answer of the API as far as an error needs it. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body parsed as JSON, its text if it is not JSON, `undefined` if it is empty or broke off. */
  readonly body: unknown;
  readonly retryAfterMs: number | undefined;
}

/** Polar returned a status that is not a success; subclasses stand for the documented ones. */
export class PolarApiError extends PolarError {
  /** The HTTP status. */
  readonly status: number;
  /** Polar's own code for the problem, if the response has one: it tells cases of one status apart. */
  readonly code: ErrorCode | undefined;
  /** How long Polar asks to wait, in milliseconds; `undefined` if it does not say, except 60 000 for a 429. */
  readonly retryAfterMs: number | undefined;
  readonly #answer: ApiAnswer;

  constructor(context: ErrorContext, answer: ApiAnswer, remark = "") {
    const { status, body, retryAfterMs } = answer;
    const code = problemCode(body);
    super(`returned ${status}${code ? ` ${code}` : ""}${remark}`, context);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.#answer = answer;
  }

  override get name(): string {
    return "PolarApiError";
  }

  /** The headers of the answer. */
  get headers(): Headers {
    return this.#answer.headers;
  }

  /** The answer's body: parsed JSON, or text (at most 64 kB), or `undefined`. It can repeat personal data: never log it. */
  get body(): unknown {
    return this.#answer.body;
  }
}

/** 401: no usable token. */
export class UnauthorizedError extends PolarApiError {
  /**
   * `invalid_token`: expired, revoked or malformed; a new session helps. `wrong_token`: a kind of token that is not accepted
   * here. `unknown`: the answer does not say.
   */
  readonly reason: "invalid_token" | "wrong_token" | "unknown";

  constructor(context: ErrorContext, answer: ApiAnswer, remark?: string) {
    super(context, answer, remark);
    const { code } = this;
    // The header says it as well, should the body break off.
    const isInvalid = code === "invalid_token" || matches(answer.headers.get("WWW-Authenticate"), /"invalid_token"/);
    this.reason = isInvalid ? "invalid_token" : code === "Unauthorized" ? "wrong_token" : "unknown";
  }

  override get name() {
    return "UnauthorizedError" as const;
  }
}

/** 403: the member's role may not touch billing, or the token lacks a scope. */
export class ForbiddenError extends PolarApiError {
  override get name() {
    return "ForbiddenError" as const;
  }
}

/**
 * 404 with a code: `ResourceNotFound` (no such order, or another customer's: Polar does not tell the two apart),
 * `InvoiceDoesNotExist` (not rendered yet) or `ReceiptNotAllocated` (the order has none).
 */
export class NotFoundError extends PolarApiError {
  override get name() {
    return "NotFoundError" as const;
  }
}

/** 409: the state of the order does not allow it: `OrderNotEligibleForInvoice`. */
export class ConflictError extends PolarApiError {
  override get name() {
    return "ConflictError" as const;
  }
}

/** 422: Polar refused the values, or the address's country or state is locked. */
export class ValidationError extends PolarApiError {
  /** Each refused place; empty if Polar sent a sentence instead of a list. */
  get issues(): ValidationIssue[] {
    return problemIssues(this.body);
  }

  override get name() {
    return "ValidationError" as const;
  }

  override toJSON(): LoggedError {
    return { ...super.toJSON(), issues: loggedIssues(this.issues) };
  }
}

/** 429: too many requests. */
export class RateLimitError extends PolarApiError {
  /** How long to wait, in milliseconds; 60 000 if Polar does not say. */
  declare readonly retryAfterMs: number;

  override get name() {
    return "RateLimitError" as const;
  }
}

/** 5xx: Polar or something in front of it failed. */
export class ServerError extends PolarApiError {
  override get name() {
    return "ServerError" as const;
  }
}
