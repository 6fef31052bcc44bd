import { ConnectionError, TimeoutError, UnreadableResponseError } from "../errors/call-errors.js";
import type { PolarError } from "../errors/polar-error.js";
import { isFunction, type Json } from "../predicates.js";
import { judge } from "./answer.js";
import { maxBodyBytes, maxErrorBodyBytes, readText } from "./body.js";
import type { Call } from "./call.js";
import { withDeadline } from "./deadline.js";
import { isRetryable } from "./retry.js";

/** What one attempt came to: the value of a success, or an error. */
export interface Outcome {
  readonly response?: Response | undefined;
  readonly value?: unknown;
  readonly error?: PolarError & {
    readonly status?: number;
    readonly reason?: string;
    readonly retryAfterMs?: number | undefined;
  };
  /** Whether another attempt would not help, whatever the status is. */
  readonly isFinal?: boolean | undefined;
}

// How long a body may take that nothing depends on: it is read so that its connection can be used again.
const drainTimeoutMs = 1000;

/** Sends a request once, and reads and judges its answer. */
export function attempt(call: Call, token: string, leftMs: number): Promise<Outcome> {
  const { url, body, operation, settings } = call;
  // Called without `this`: a platform's own `fetch` refuses a foreign one, and nobody is to get the settings.
  const { fetch } = settings;
  const limit = leftMs > settings.attemptTimeoutMs ? "attemptTimeoutMs" : "timeoutMs";
  let response: Response | undefined;
  // Where the status says all, it is the news, even if the body did not come.
  const fail = (error: PolarError): Outcome =>
    response && !operation.successes[response.status] ? judge(call, response) : { response, error };
  const exchange = async (signal: AbortSignal, end: () => void): Promise<Outcome> => {
    let drainTimer: ReturnType<typeof setTimeout> | undefined;
    try {
      const headers = {
        Authorization: `Bearer ${token}`,
        "Polar-Version": settings.apiVersion,
        ...(body !== undefined && { "Content-Type": "application/json" }),
      };
      const init = { __proto__: null, method: operation.method, headers, body, redirect: "manual", signal };
      const answer: unknown = await fetch(url, init as RequestInit);
      if (!isResponse(answer)) {
        return {
          error: new UnreadableResponseError(call, 0, "got no response: the fetch option must return a Response"),
        };
      }
      response = answer;
      // The caller's own `fetch` may ignore the signal; nobody will read this body.
      if (signal.aborted) void answer.body?.cancel().catch(() => {});
      const hasValue = operation.successes[answer.status];
      if (!hasValue && (answer.status < 400 || isRetryable(answer.status)))
        drainTimer = setTimeout(end, drainTimeoutMs);
      return judge(call, answer, await readText(answer, hasValue ? maxBodyBytes : maxErrorBodyBytes, signal));
    } catch (original) {
      return fail(
        response
          ? new UnreadableResponseError(call, response.status, undefined, original)
          : new ConnectionError(call, original),
      );
    } finally {
      clearTimeout(drainTimer);
    }
  };
  return withDeadline(Math.min(leftMs, settings.attemptTimeoutMs), settings.signal, exchange, async () =>
    fail(new TimeoutError(call, limit, settings[limit])),
  );
}

function isResponse(value: unknown): value is Response {
  const { status, headers, body, text } = ((value as Json) ?? {}) as { [Name in keyof Response]?: Json };
  // The body of node-fetch is a stream of Node's, which has no reader.
  return (
    typeof status === "number" &&
    isFunction(headers?.["get"]) &&
    (body ? isFunction(body["getReader"]) : isFunction(text))
  );
}
