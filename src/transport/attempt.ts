import { ConnectionError, TimeoutError, UnreadableResponseError } from "../errors/call-errors.js";
import { isFunction } from "../predicates.js";
import { judge, type Outcome } from "./answer.js";
import { longestBody, longestErrorBody, readText } from "./body.js";
import type { Call } from "./call.js";
import { startDeadline } from "./deadline.js";
import { isRetryable } from "./retry.js";

// How long a body may take that nothing depends on: it is read so that its connection can be used again.
const idleBodyMs = 1000;

/** Sends a request once, and reads and judges its answer. */
export async function attempt(call: Call, token: string): Promise<Outcome> {
  const { prepared, operation, settings } = call;
  const limit = call.leftMs() > settings.attemptTimeoutMs ? "attemptTimeoutMs" : "timeoutMs";
  const { signal, race, end, release } = startDeadline(
    Math.min(call.leftMs(), settings.attemptTimeoutMs),
    settings.signal,
  );
  let response: Response | undefined;
  const exchange = async (): Promise<Outcome> => {
    const { method, body } = prepared.init;
    const headers: Record<string, string> = {
      Authorization: `Bearer ${token}`,
      "Polar-Version": settings.apiVersion,
    };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init = { __proto__: null, method, headers, body, redirect: "manual", signal } as RequestInit;
    const answer: unknown = await settings.fetch(prepared.url, init);
    if (!isResponse(answer)) {
      return { error: new UnreadableResponseError(call, 0, "got no answer: the fetch option must give a Response") };
    }
    response = answer;
    // A `fetch` of the caller's own need not heed the signal; nobody will read this body.
    if (signal.aborted) void answer.body?.cancel().catch(() => {});
    const hasValue = operation.successes[answer.status];
    const patience =
      hasValue || !(hasValue === false || isRetryable(answer.status)) ? undefined : setTimeout(end, idleBodyMs);
    try {
      return judge(call, answer, await readText(answer, hasValue ? longestBody : longestErrorBody));
    } finally {
      clearTimeout(patience);
    }
  };
  try {
    return await race(exchange());
  } catch (original) {
    // Where the status says all, it is the news, even if the body did not come.
    if (response && !operation.successes[response.status]) return judge(call, response);
    const isOver = signal.aborted;
    const error = isOver
      ? new TimeoutError(call, limit, settings[limit])
      : response
        ? new UnreadableResponseError(call, response.status, undefined, original)
        : new ConnectionError(call, original);
    return { response, error, isRetryable: !isOver || limit === "attemptTimeoutMs" };
  } finally {
    release();
  }
}

function isResponse(value: unknown): value is Response {
  const { headers, text } = (value ?? {}) as { headers?: { get?: unknown } | null; text?: unknown };
  return isFunction(text) && isFunction(headers?.get);
}
