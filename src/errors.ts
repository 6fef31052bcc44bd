import { isObject, problemCode, problemIssues, type ValidationIssue } from "./problem.js";

const brand = Symbol.for("@internal/polar-orders/PolarError");

/** What every error is told: method and path template, and the number of requests sent. */
export interface ErrorContext {
  readonly operation: string;
  readonly attempts: number;
  readonly status?: number;
  readonly timeoutMs?: number;
}

/** An answer of the API as far as an error needs it. */
export interface ApiAnswer extends ErrorContext {
  readonly status: number;
  readonly headers: Headers;
  /** The body parsed as JSON, its text where it is no JSON, `undefined` where it is empty or broke off. */
  readonly body: unknown;
  readonly retryAfterMs: number | undefined;
}

/** The base of every error that this package makes, but for the `TypeError` of a wrong argument. */
export abstract class PolarError<Name extends string = string> extends Error {
  declare readonly name: Name;
  /** How many requests the call had sent when it ended. */
  declare readonly attempts: number;

  /** The fields become the error's own: `attempts`, and what else its class declares. */
  constructor(message: string, { operation, ...fields }: ErrorContext, cause?: unknown) {
    super(`${operation} ${message}`, cause === undefined ? undefined : { cause });
    Object.assign(this, fields);
  }

  /** Name, message and attempts: nothing else, so that a logger cannot leak a body. */
  toJSON(): { name: string; message: string; attempts: number } {
    return { name: this.name, message: this.message, attempts: this.attempts };
  }

  /** @internal */
  get [brand](): boolean {
    return true;
  }
}

/** Polar answered with a status that is no success; subclasses stand for the documented ones. */
export class PolarApiError<Name extends string = string> extends PolarError<Name> {
  readonly #answer: ApiAnswer;

  constructor(answer: ApiAnswer, remark = "") {
    const { operation, attempts, status, body } = answer;
    const code = problemCode(body);
    super(`answered ${status}${code ? ` ${code}` : ""}${remark}`, { operation, attempts });
    this.#answer = answer;
  }

  /** The HTTP status. */
  get status(): number {
    return this.#answer.status;
  }

  /** The headers of the answer. */
  get headers(): Headers {
    return this.#answer.headers;
  }

  /** The answer's body: parsed JSON, else text, else `undefined`. It can repeat personal data: never log it. */
  get body(): unknown {
    return this.#answer.body;
  }

  /** How long Polar asks to wait, in milliseconds; `undefined` where it does not say, but 60 000 for a 429. */
  get retryAfterMs(): number | undefined {
    return this.#answer.retryAfterMs;
  }
}

/** 401: no usable session token. */
export class UnauthorizedError extends PolarApiError<"UnauthorizedError"> {
  /**
   * `invalid_token`: expired, revoked or malformed, cured by a new session. `wrong_token`: a kind of token that this
   * operation does not take. `unknown`: the answer says neither.
   */
  get reason(): "invalid_token" | "wrong_token" | "unknown" {
    const code = problemCode(this.body);
    if (code === "invalid_token") return code;
    return code === "Unauthorized" ? "wrong_token" : "unknown";
  }
}

/** 403: the member's role may not touch billing. */
export class ForbiddenError extends PolarApiError<"ForbiddenError"> {}

/** 404: no such order, or another customer's (Polar does not tell the two apart). */
export class OrderNotFoundError extends PolarApiError<"OrderNotFoundError"> {}

/** 422: Polar refused the values, or the address's country or state is locked. */
export class ValidationError extends PolarApiError<"ValidationError"> {
  /** Each refused place; empty where the body has not the documented shape. */
  get issues(): ValidationIssue[] {
    return problemIssues(this.body);
  }
}

/** 429: too many requests. */
export class RateLimitError extends PolarApiError<"RateLimitError"> {}

/** 5xx: Polar or something before it failed. */
export class ServerError extends PolarApiError<"ServerError"> {}

/** No answer: refused, reset, closed, no such host, or (in a browser) an answer without CORS headers. */
export class ConnectionError extends PolarError<"ConnectionError"> {}

/** One attempt, from connecting to the end of the body, took longer than `timeoutMs`. */
export class AttemptTimeoutError extends PolarError<"AttemptTimeoutError"> {
  /** The limit that was passed, in milliseconds. */
  declare readonly timeoutMs: number;
}

/** The server answered with a redirect. It is not followed: the token goes to the configured origin and nowhere else. */
export class RedirectError extends PolarError<"RedirectError"> {
  /** The HTTP status; 0 in a browser, which hides it. */
  declare readonly status: number;
}

/** A 2xx whose body broke off, or is not the JSON object promised. The update may have been stored. */
export class UnreadableResponseError extends PolarError<"UnreadableResponseError"> {
  /** The HTTP status. */
  declare readonly status: number;
}

/** The `customerSession` function failed, or gave no token that a header can hold; `cause` is its own error, unchanged. */
export class TokenProviderError extends PolarError<"TokenProviderError"> {}

const errors = {
  PolarApiError,
  UnauthorizedError,
  ForbiddenError,
  OrderNotFoundError,
  ValidationError,
  RateLimitError,
  ServerError,
  ConnectionError,
  AttemptTimeoutError,
  RedirectError,
  UnreadableResponseError,
  TokenProviderError,
};

// On the prototypes rather than in fields: V8 reads the name for the first line of the stack.
for (const [name, error] of Object.entries(errors)) Object.defineProperty(error.prototype, "name", { value: name });

/** Every error of this package by its literal `name`, so that a `switch` over it narrows. */
export type AnyPolarError =
  | InstanceType<(typeof errors)[Exclude<keyof typeof errors, "PolarApiError">]>
  | PolarApiError<"PolarApiError">;

/** Whether a caught value is an error of this package; unlike `instanceof`, also of another copy of it. */
export function isPolarError(value: unknown): value is AnyPolarError {
  return isObject(value) && Reflect.get(value, brand) === true;
}
