import { abortable, sleep, startDeadline } from "./abort.js";
import { readAnswer, toAnsweredError, type Exchange } from "./answer.js";
import * as errors from "./errors.js";
import { isRetryableStatus, retryDelayMs } from "./retry.js";
import { tell } from "./tell.js";
import type { TokenSource } from "./token.js";
import type { AttemptEvent, CallOptions, OrdersClientOptions } from "./types.js";

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
  send(init: AttemptInit): Promise<Exchange>;
}

export interface AttemptInit {
  readonly headers: { readonly Authorization: string };
  readonly signal: AbortSignal;
  readonly parseAs: "text";
  readonly fetch: (request: Request) => Promise<Response>;
}

interface Outcome {
  readonly result: { readonly value: object } | { readonly error: errors.PolarError };
  readonly event: Omit<AttemptEvent, "nextDelayMs">;
}

/** What `fetch` is to be called with. */
export interface PreparedRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** Sends a call until it succeeds, fails for good, or has used its retries; resolves to the JSON object of the success. */
export async function execute(call: Call, settings: Settings): Promise<object> {
  const { tokens, maxRetries, maxRetryDelayMs, runtime, signal } = settings;
  const operation = `${call.method} ${call.path}`;
  const nextToken = async (attempts: number): Promise<string> => {
    signal?.throwIfAborted();
    return tokens.next({ operation, attempts }, signal);
  };
  let { isRenewable } = tokens;
  let retries = 0;
  let token = await nextToken(0);
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    const { result, event } = await attempt(call, settings, token, { operation, attempts });
    let renewedToken: string | undefined;
    let nextDelayMs: number | undefined;
    try {
      if ("value" in result) return result.value;
      signal?.throwIfAborted();
      if (isRenewable && isInvalidToken(result.error)) {
        isRenewable = false;
        renewedToken = await nextToken(attempts);
        if (renewedToken !== token) nextDelayMs = 0;
      } else if (retries < maxRetries && isRetryable(result.error)) {
        retries++;
        nextDelayMs = retryDelayMs(retries, requestedMs(result.error), maxRetryDelayMs, runtime.random());
      }
      if (nextDelayMs === undefined) throw result.error;
    } finally {
      tell(settings.onAttempt, { ...event, nextDelayMs });
    }
    if (nextDelayMs > 0) await runtime.sleep(nextDelayMs, signal);
    token = renewedToken ?? (await nextToken(attempts));
  }
}

async function attempt(
  call: Call,
  { timeoutMs, signal, fetch, runtime }: Settings,
  token: string,
  context: errors.ErrorContext,
): Promise<Outcome> {
  const started = performance.now();
  const deadline = startDeadline(timeoutMs, signal);
  let response: Response | undefined;
  let result: Outcome["result"];
  const init: AttemptInit = {
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
    const exchange = await abortable(call.send(init), deadline.signal);
    result = readAnswer(exchange, context, runtime.now());
  } catch (cause) {
    // A status that came is the news, even where its body did not.
    if (response && !response.ok) result = { error: toAnsweredError({ response }, context, runtime.now()) };
    else if (deadline.signal.aborted) result = { error: new errors.AttemptTimeoutError(context, timeoutMs) };
    else if (response) result = { error: new errors.UnreadableResponseError(context, response.status, cause) };
    else result = { error: new errors.ConnectionError(context, cause) };
  } finally {
    deadline.release();
  }
  const failure = "error" in result ? result.error.name : undefined;
  const event = {
    attempt: context.attempts,
    method: call.method,
    path: call.path,
    status: response?.status,
    error: failure && signal?.aborted ? "AbortError" : failure,
    durationMs: performance.now() - started,
    polarVersion: response?.headers.get("Polar-Version") ?? undefined,
  };
  return { result, event };
}

function isInvalidToken(error: errors.PolarError): boolean {
  return error instanceof errors.UnauthorizedError && error.reason === "invalid_token";
}

function isRetryable(error: errors.PolarError): boolean {
  if (error instanceof errors.PolarApiError) return isRetryableStatus(error.status);
  return !(error instanceof errors.RedirectError);
}

function requestedMs(error: errors.PolarError): number | undefined {
  return error instanceof errors.PolarApiError ? error.retryAfterMs : undefined;
}
