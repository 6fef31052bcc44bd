import { sleep, startDeadline } from "./abort.js";
import { readAnswer, toAnsweredError, unreadable, type Exchange, type Result } from "./answer.js";
import { reducedCause } from "./cause.js";
import * as errors from "./errors.js";
import { isRetryableStatus, retryDelayMs } from "./retry.js";
import { tell } from "./tell.js";
import type { TokenSource } from "./token.js";
import type { CallOptions, OrdersClientOptions } from "./types.js";

/** Clock and chance: tests pass their own. */
export const systemRuntime = { now: Date.now, random: Math.random, sleep };
export type Runtime = typeof systemRuntime;

/** What a call runs under: the options of its client and its own, defaults filled in. */
export interface Settings extends Required<Pick<OrdersClientOptions, "timeoutMs" | "maxRetries" | "maxRetryDelayMs">> {
  readonly fetch: NonNullable<OrdersClientOptions["fetch"]>;
  readonly onAttempt: OrdersClientOptions["onAttempt"] | undefined;
  readonly signal: CallOptions["signal"] | undefined;
  readonly tokens: TokenSource;
  readonly runtime: Runtime;
}

/** What is sent: an operation of the API with its arguments. `send` makes a fresh request, in openapi-fetch's words. */
export interface Call {
  readonly method: string;
  /** The path template. */
  readonly path: string;
  readonly send: (init: {
    headers: { Authorization: string };
    signal: AbortSignal;
    parseAs: "text";
    fetch(request: Request): Promise<Response>;
  }) => Promise<Exchange>;
}

/** What `fetch` is to be called with; stands in for a `Request`. */
export type PreparedRequest = Readonly<{ url: string; init: RequestInit }>;

/** Sends a call until it succeeds, fails for good, or has used its retries; resolves to the JSON object of the success. */
export async function execute({ method, path, send }: Call, settings: Settings): Promise<object> {
  const { tokens, maxRetries, maxRetryDelayMs, onAttempt, runtime, signal } = settings;
  const operation = `${method} ${path}`;
  let { isRenewable } = tokens;
  let retries = 0;
  let token = await tokens.next({ operation, attempts: 0 }, signal);
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    const context = { operation, attempts };
    const started = performance.now();
    const { result, response } = await attempt(send, settings, token, context);
    const durationMs = performance.now() - started;
    const { error } = result;
    let renewedToken: string | undefined;
    let nextDelayMs: number | undefined;
    try {
      if (!error) return result.value;
      signal?.throwIfAborted();
      if (isRenewable && "reason" in error && error.reason === "invalid_token") {
        isRenewable = false;
        renewedToken = await tokens.next(context, signal);
        if (renewedToken !== token) nextDelayMs = 0;
      } else if (retries < maxRetries && isRetryable(error)) {
        nextDelayMs = retryDelayMs(++retries, requestedMs(error), maxRetryDelayMs, runtime.random());
      }
      if (nextDelayMs === undefined) throw error;
    } finally {
      const name = error && signal?.aborted ? "AbortError" : error?.name;
      const polarVersion = response?.headers.get("Polar-Version") ?? undefined;
      const event = { attempt: attempts, method, path, status: response?.status, error: name, durationMs };
      tell(onAttempt, { ...event, nextDelayMs, polarVersion });
    }
    if (nextDelayMs > 0) await runtime.sleep(nextDelayMs, signal);
    token = renewedToken ?? (await tokens.next(context, signal));
  }
}

async function attempt(
  send: Call["send"],
  { timeoutMs, signal, fetch, runtime }: Settings,
  token: string,
  context: errors.ErrorContext,
): Promise<{ response: Response | undefined; result: Result }> {
  const deadline = startDeadline(timeoutMs, signal);
  let response: Response | undefined;
  const init: Parameters<typeof send>[0] = {
    headers: { Authorization: `Bearer ${token}` },
    signal: deadline.signal,
    parseAs: "text",
    async fetch(request) {
      const prepared = request as unknown as PreparedRequest;
      response = await fetch(prepared.url, prepared.init);
      // A `fetch` of the caller's own need not heed the signal; nobody will read this body.
      if (deadline.signal.aborted) void response.body?.cancel().catch(() => {});
      return response;
    },
  };
  try {
    const exchange = await deadline.race(send(init));
    return { response, result: readAnswer(exchange, context, runtime.now()) };
  } catch (cause) {
    // A status that came is the news, even where its body did not.
    let error: errors.PolarError;
    if (response && !response.ok) error = toAnsweredError({ response }, context, runtime.now());
    else if (deadline.signal.aborted)
      error = new errors.AttemptTimeoutError(`was not answered whole within ${timeoutMs} ms`, {
        ...context,
        timeoutMs,
      });
    else if (response) error = unreadable(response, context, cause);
    else error = new errors.ConnectionError("got no answer: the connection failed", context, reducedCause(cause));
    return { response, result: { error } };
  } finally {
    deadline.release();
  }
}

function isRetryable(error: errors.PolarError): boolean {
  if (error instanceof errors.PolarApiError) return isRetryableStatus(error.status);
  return !(error instanceof errors.RedirectError);
}

function requestedMs(error: errors.PolarError): number | undefined {
  return error instanceof errors.PolarApiError ? error.retryAfterMs : undefined;
}
