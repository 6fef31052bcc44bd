import { reducedCause } from "./cause.js";
import * as errors from "./errors.js";
import { isObject, problemCode } from "./problem.js";
import { parseRetryAfter } from "./retry.js";

/** What openapi-fetch makes of a response under `parseAs: "text"`. */
export interface Exchange {
  readonly data?: string | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** The JSON object of a success, or the error that stands for anything else. */
export type Result = { readonly value: object; readonly error?: never } | { readonly error: errors.PolarError };

/** Turns an answer into its result. The status decides, never the body. */
export function readAnswer(exchange: Exchange, context: errors.ErrorContext, now: number): Result {
  const { data = "", response } = exchange;
  if (!response.ok) return { error: toAnsweredError(exchange, context, now) };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    // V8's message quotes the body, so nothing of this error is kept.
  }
  return isObject(value) ? { value } : { error: unreadable(response, context) };
}

const redirects = new Set([301, 302, 303, 307, 308]);
const byStatus = new Map<number, new (answer: errors.ApiAnswer) => errors.PolarApiError>([
  [401, errors.UnauthorizedError],
  [403, errors.ForbiddenError],
  [404, errors.OrderNotFoundError],
  [422, errors.ValidationError],
  [429, errors.RateLimitError],
]);

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
    return new errors.PolarApiError(
      answer,
      body === undefined ? "" : ", not of the order: unknown API version or path",
    );
  }
  const ErrorOfStatus = byStatus.get(status) ?? (status >= 500 ? errors.ServerError : errors.PolarApiError);
  return new ErrorOfStatus(answer);
}
