import { reducedCause } from "./cause.js";
import * as errors from "./errors.js";
import { isObject, problemCode } from "./problem.js";
import { parseRetryAfter } from "./retry.js";

/** What openapi-fetch makes of a response. */
export interface Exchange {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** An error, and what the retry policy asks of it, where it has that. */
type Failure = errors.PolarError & Partial<Pick<errors.UnauthorizedError, "status" | "reason" | "retryAfterMs">>;

/** The JSON object of a success, or the error that stands for anything else. */
export type Result = { value: object; error?: never } | { value?: never; error: Failure };

/** Turns an answer into its result. The status decides, never the body. */
export function readAnswer(exchange: Exchange, context: errors.ErrorContext, now: number): Result {
  const { data, response } = exchange;
  if (!response.ok) return { error: toAnsweredError(exchange, context, now) };
  return isObject(data) ? { value: data } : { error: unreadable(response, context) };
}

const redirects = new Set([301, 302, 303, 307, 308]);
const byStatus: { readonly [status: number]: new (answer: errors.ApiAnswer) => errors.PolarApiError } = {
  401: errors.UnauthorizedError,
  403: errors.ForbiddenError,
  404: errors.OrderNotFoundError,
  422: errors.ValidationError,
  429: errors.RateLimitError,
};

/** The error of a success whose body is none; `cause` is what cut it off. */
export function unreadable({ status }: Response, context: errors.ErrorContext, cause?: unknown) {
  const message = `answered ${status} with a body that is not the promised JSON object`;
  return new errors.UnreadableResponseError(message, { ...context, status }, reducedCause(cause));
}

/** The error of a status that is no success, whatever its body. */
export function toAnsweredError({ error, response }: Exchange, context: errors.ErrorContext, now: number) {
  const { type, status, headers } = response;
  // In a browser a redirect arrives opaque, with status 0.
  if (type === "opaqueredirect" || redirects.has(status)) {
    return new errors.RedirectError("answered with a redirect; redirects are not followed", { ...context, status });
  }
  const body = error === "" ? undefined : error;
  // A browser cannot read Polar's header; the windows of its rate limit last a minute.
  const retryAfterMs = parseRetryAfter(headers.get("Retry-After"), now) ?? (status === 429 ? 60_000 : undefined);
  const answer = { ...context, status, headers, body, retryAfterMs };
  if (status === 404 && problemCode(body) !== "ResourceNotFound") {
    const remark = body === undefined ? "" : ", not of the order: unknown API version or path";
    return new errors.PolarApiError(answer, remark);
  }
  const ErrorOfStatus = byStatus[status] ?? (status >= 500 ? errors.ServerError : errors.PolarApiError);
  return new ErrorOfStatus(answer);
}
