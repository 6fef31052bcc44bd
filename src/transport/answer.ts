import * as api from "../errors/api-errors.js";
import { RedirectError, UnreadableResponseError } from "../errors/call-errors.js";
import { problemCode } from "../errors/issues.js";
import type { Json } from "../predicates.js";
import type { Outcome } from "./attempt.js";
import { maxBodyBytes, type BodyText } from "./body.js";
import type { Call } from "./call.js";
import { parseRetryAfter } from "./retry.js";

/** Judges an answer by its status, then by its body; the body of one that is judged by its status alone may be missing. */
export function judge(call: Call, response: Response, { text, isCut }: BodyText = { text: "" }): Outcome {
  const { status, type } = response;
  const hasValue = call.operation.successes[status];
  if (hasValue === false) return { response };
  const body = parse(text);
  if (hasValue && !isCut && call.accepts(body as Json)) return { response, value: body };
  // In a browser a redirect arrives opaque, with status 0.
  const isRedirect = type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status);
  const error = isRedirect
    ? new RedirectError(call, status)
    : status > 299
      ? toApiError(call, response, body)
      : new UnreadableResponseError(
          call,
          status,
          hasValue && isCut ? `returned ${status} with more than ${maxBodyBytes} bytes` : undefined,
        );
  return { response, error, isFinal: hasValue && isCut };
}

/** The value of a body that is JSON, the text of another; `undefined` for none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text || undefined;
  }
}

function toApiError(call: Call, { status, headers }: Response, body: unknown): api.PolarApiError {
  // A browser cannot read Polar's header; the windows of its rate limit last a minute.
  const retryAfterMs =
    parseRetryAfter(headers.get("Retry-After"), call.settings.runtime.now()) ?? (status === 429 ? 60_000 : undefined);
  const code = problemCode(body);
  // Only a path or a version that Polar does not know is answered without a code.
  const isPathUnknown = status === 404 && !code;
  const ErrorOfStatus =
    {
      401: api.UnauthorizedError,
      403: api.ForbiddenError,
      404: isPathUnknown ? api.PolarApiError : api.NotFoundError,
      409: api.ConflictError,
      422: api.ValidationError,
      429: api.RateLimitError,
    }[status] ?? (status >= 500 ? api.ServerError : api.PolarApiError);
  let remark = "";
  if (isPathUnknown && body !== undefined) remark = ": unknown API version or path";
  if (code === "Unauthorized") remark = ": this kind of token is not accepted here";
  if (retryAfterMs !== undefined) {
    remark = `: wait ${Math.ceil(retryAfterMs / 1000)} s`;
    if (retryAfterMs >= call.leftMs()) remark += ", longer than timeoutMs allows";
  }
  return new ErrorOfStatus(call, { status, headers, body, retryAfterMs }, remark);
}
