import { PolarError, type ErrorContext } from "./polar-error.js";
import { reducedCause } from "./reduced-cause.js";

/** No answer: refused, reset, closed, no such host, or (in a browser) an answer without CORS headers. */
export class ConnectionError extends PolarError {
  readonly #original: unknown;

  /** `original` is what `fetch` threw; its `cause` keeps what is safe of it, because messages can quote the body. */
  constructor(context: ErrorContext, original: unknown) {
    const cause = reducedCause(original);
    const code = cause?.code ? ` (${cause.code})` : "";
    super(`got no response: the connection failed${code}`, context, cause);
    this.#original = original;
  }

  /** What `fetch` threw, unchanged. Its messages can quote the body or the token: for a debugger, not for a log. */
  get original(): unknown {
    return this.#original;
  }

  override get name() {
    return "ConnectionError" as const;
  }
}

/** A time limit passed: one attempt's (`attemptTimeoutMs`), or the whole call's (`timeoutMs`). */
export class TimeoutError extends PolarError {
  /** The option whose limit passed. */
  readonly limit: "timeoutMs" | "attemptTimeoutMs";
  /** The limit, in milliseconds. */
  readonly timeoutMs: number;

  constructor(context: ErrorContext, limit: "timeoutMs" | "attemptTimeoutMs", timeoutMs: number) {
    super(`took longer than ${timeoutMs} ms (${limit}); requests sent: ${context.attempts}`, context);
    this.limit = limit;
    this.timeoutMs = timeoutMs;
  }

  override get name() {
    return "TimeoutError" as const;
  }
}

/** The server returned a redirect. It is not followed: the token goes to the configured origin and nowhere else. */
export class RedirectError extends PolarError {
  /** The HTTP status; 0 in a browser, which hides it. */
  readonly status: number;

  constructor(context: ErrorContext, status: number) {
    super("returned a redirect, which is not followed", context);
    this.status = status;
  }

  override get name() {
    return "RedirectError" as const;
  }
}

/** A success that broke off, was too long, or is not what the operation promises. A change may have been stored. */
export class UnreadableResponseError extends PolarError {
  /** The HTTP status; 0 if `fetch` gave something that is not a `Response`. */
  readonly status: number;

  constructor(
    context: ErrorContext,
    status: number,
    message = `returned ${status}, but not what was asked for`,
    original?: unknown,
  ) {
    super(message, context, reducedCause(original));
    this.status = status;
  }

  override get name() {
    return "UnreadableResponseError" as const;
  }
}

/** The token function failed, or gave no token that a header can hold; `cause` is its own error, unchanged. */
export class TokenProviderError extends PolarError {
  override get name() {
    return "TokenProviderError" as const;
  }
}
