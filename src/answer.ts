import * as errors from "./errors.js";
import { isObject, problemCode } from "./problem.js";
import { requestedWaitMs } from "./retry.js";

/** What openapi-fetch makes of a response under `parseAs: "text"`. */
export interface Exchange {
  readonly data?: string | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** The JSON object of a success, or the error that stands for anything else. The status decides, never the body. */
export function readAnswer(
  exchange: Exchange,
  context: errors.ErrorContext,
  now: number,
): { readonly value: object } | { readonly error: errors.PolarError } {
  const { data, response } = exchange;
  if (!response.ok) return { error: toAnsweredError(exchange, context, now) };
  const value = parse(data);
  return isObject(value) ? { value } : { error: new errors.UnreadableResponseError(context, response.status) };
}

/** The error of a status that is no success, whatever its body. */
export function toAnsweredError(
  { error, response }: Exchange,
  context: errors.ErrorContext,
  now: number,
): errors.PolarError {
  const { status, headers } = response;
  if (isRedirect(response)) return new errors.RedirectError(context, status);
  const body = error === "" ? undefined : error;
  const retryAfterMs = requestedWaitMs(status, headers.get("Retry-After"), now);
  const answer: errors.ApiAnswer = { ...context, status, headers, body, retryAfterMs };
  if (status >= 500) return new errors.ServerError(answer);
  switch (status) {
    case 401:
      return new errors.UnauthorizedError(answer);
    case 403:
      return new errors.ForbiddenError(answer);
    case 404:
      if (problemCode(body) === "ResourceNotFound") return new errors.OrderNotFoundError(answer);
      return new errors.PolarApiError(answer, ", not of the order: unknown API version or path");
    case 422:
      return new errors.ValidationError(answer);
    case 429:
      return new errors.RateLimitError(answer);
    default:
      return new errors.PolarApiError(answer);
  }
}

function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status);
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    // V8's message quotes the body, so nothing of this error is kept.
    return undefined;
  }
}
