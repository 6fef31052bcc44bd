import * as api from "../errors/api-errors.js";
import { RedirectError, UnreadableResponseError } from "../errors/call-errors.js";
import { problemCode } from "../errors/issues.js";
import type { PolarError } from "../errors/polar-error.js";
import { longestBody, type BodyText } from "./body.js";
import type { Call } from "./call.js";
import { isRetryable, parseRetryAfter } from "./retry.js";

/** What one attempt came to: the value of a success, or an error. */
export interface Outcome {
  readonly response?: Response | undefined;
  readonly value?: unknown;
  readonly error?: PolarError & { readonly reason?: string; readonly retryAfterMs?: number | undefined };
  /** Whether another attempt may fare better. */
  readonly isRetryable?: boolean;
}

/** Judges an answer by its status, then by its body; the body of one that is judged by its status alone may be missing. */
export function judge(call: Call, response: Response, { text, isCut }: BodyText = { text: "" }): Outcome {
  const { status, type } = response;
  const hasValue = call.operation.successes[status];
  if (hasValue === false) return { response };
  // In a browser a redirect arrives opaque, with status 0.
  if (type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status)) {
    return { response, error: new RedirectError(call, status) };
  }
  if (status < 200 || status > 299) {
    return { response, error: toApiError(call, response, text), isRetryable: isRetryable(status) };
  }
  if (isCut) {
    const message = `answered ${status} with more than ${longestBody} bytes`;
    return { response, error: new UnreadableResponseError(call, status, message) };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (hasValue && call.accepts(value)) return { response, value };
    throw undefined;
  } catch (original) {
    return { response, error: new UnreadableResponseError(call, status, undefined, original), isRetryable: true };
  }
}

function toApiError(call: Call, { status, headers }: Response, text: string): api.PolarApiError {
  const body = parseProblem(text);
  // A browser cannot read Polar's header; the windows of its rate limit last a minute.
  const retryAfterMs =
    parseRetryAfter(headers.get("Retry-After"), call.settings.runtime.now()) ?? (status === 429 ? 60_000 : undefined);
  // Only a path or a version that Polar does not know is answered without a code.
  const isPathUnknown = status === 404 && problemCode(body) === undefined;
  const ErrorOfStatus =
    {
      401: api.UnauthorizedError,
      403: api.ForbiddenError,
      404: isPathUnknown ? api.PolarApiError : api.NotFoundError,
      409: api.ConflictError,
      422: api.ValidationError,
      429: api.RateLimitError,
    }[status] ?? (status >= 500 ? api.ServerError : api.PolarApiError);
  const remark =
    retryAfterMs === undefined
      ? isPathUnknown && body !== undefined && ": unknown API version or path"
      : `: wait ${Math.ceil(retryAfterMs / 1000)} s${retryAfterMs < call.leftMs() ? "" : ", longer than what is left of timeoutMs"}`;
  return new ErrorOfStatus({ ...call, status, headers, body, retryAfterMs }, remark || "");
}

function parseProblem(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text || undefined;
  }
}
