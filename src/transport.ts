import { sleep, startDeadline } from "./abort.js";
import { readAnswer, toAnsweredError, unreadable, type Exchange, type Result } from "./answer.js";
import { reducedCause } from "./cause.js";
import { fillOptions, type Filled } from "./checks.js";
import { AttemptTimeoutError, ConnectionError, type ErrorContext } from "./errors.js";
import { isRetryable, retryDelayMs } from "./retry.js";
import { tell } from "./tell.js";
import { nextToken } from "./token.js";
import type { CallOptions, OrdersClientOptions } from "./types.js";

/** Clock and chance: tests pass their own. */
export const systemRuntime = { now: Date.now, random: Math.random, sleep };
export type Runtime = typeof systemRuntime;

/** What the calls of a client run under: its options, defaults filled in. */
export interface ClientSettings extends Filled<OrdersClientOptions> {
  readonly runtime: Runtime;
}

type Settings = ClientSettings & { readonly signal: AbortSignal | undefined };

/** What is sent: an operation of the API with its arguments. */
export interface Call {
  readonly operationId: string;
  readonly method: string;
  /** The path template. */
  readonly path: string;
  /** Makes a fresh request, in openapi-fetch's words. */
  readonly send: (init: {
    headers: { Authorization: string };
    signal: AbortSignal;
    fetch(request: Request): Promise<Response>;
  }) => Promise<Exchange>;
}

type PreparedRequest = Readonly<{ url: string; init: RequestInit }>;

/**
 * Stands in for the constructor `Request` in openapi-fetch. To build a real one is most of openapi-fetch's cost, and makes a
 * stream of the body, which Polar can refuse with 411.
 */
export function prepareRequest(url: string, init: RequestInit): PreparedRequest {
  return { url, init };
}

/** Sends a call until it succeeds, fails for good, or has used its retries; resolves to the JSON object of the success. */
export async function execute(call: Call, client: ClientSettings, options: CallOptions = {}): Promise<object> {
  const { timeoutMs, maxRetries, checkResponse } = client;
  const given = fillOptions<Pick<Settings, keyof CallOptions>>(options, { signal: undefined, timeoutMs, maxRetries });
  const value = await attemptUntilEnd(call, { ...client, ...given });
  // Types let an async function pass for one that returns nothing; its rejection would go unhandled.
  await (checkResponse(value, call.operationId) as unknown);
  return value;
}

async function attemptUntilEnd({ method, path, send }: Call, settings: Settings): Promise<object> {
  const { customerSession, maxRetries, maxRetryDelayMs, onAttempt, runtime, signal } = settings;
  const operation = `${method} ${path}`;
  let token = await nextToken(customerSession, { operation, attempts: 0 }, signal);
  let isRenewed = false;
  let retries = 0;
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    const context = { operation, attempts };
    const started = performance.now();
    const { value, error, response } = await attempt(send, settings, token, context);
    const durationMs = performance.now() - started;
    let renewedToken: string | undefined;
    let nextDelayMs: number | undefined;
    try {
      if (value) return value;
      signal?.throwIfAborted();
      if (!isRenewed && error.reason === "invalid_token") {
        isRenewed = true;
        renewedToken = await nextToken(customerSession, context, signal);
        if (renewedToken !== token) nextDelayMs = 0;
      } else if (retries < maxRetries && isRetryable(error.status)) {
        nextDelayMs = retryDelayMs(++retries, error.retryAfterMs, maxRetryDelayMs, runtime.random());
      }
      if (nextDelayMs === undefined) throw error;
    } finally {
      const name = error && signal?.aborted ? "AbortError" : error?.name;
      const polarVersion = response?.headers.get("Polar-Version") ?? undefined;
      const event = { attempt: attempts, method, path, status: response?.status, error: name, durationMs };
      void tell(onAttempt, { ...event, nextDelayMs, polarVersion });
    }
    if (nextDelayMs > 0) await runtime.sleep(nextDelayMs, signal);
    token = renewedToken ?? (await nextToken(customerSession, context, signal));
  }
}

async function attempt(
  send: Call["send"],
  { timeoutMs, signal, fetch, runtime }: Settings,
  token: string,
  context: ErrorContext,
): Promise<Result & { response: Response | undefined }> {
  const deadline = startDeadline(timeoutMs, signal);
  let response: Response | undefined;
  const init: Parameters<typeof send>[0] = {
    headers: { Authorization: `Bearer ${token}` },
    signal: deadline.signal,
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
    return { response, ...readAnswer(exchange, context, runtime.now()) };
  } catch (cause) {
    // A status that came is the news, even where its body did not.
    if (response && !response.ok) return { response, error: toAnsweredError({ response }, context, runtime.now()) };
    if (deadline.signal.aborted) {
      const message = `was not answered whole within ${timeoutMs} ms`;
      return { response, error: new AttemptTimeoutError(message, { ...context, timeoutMs }) };
    }
    if (response) return { response, error: unreadable(response, context, cause) };
    const message = "got no answer: the connection failed";
    return { response, error: new ConnectionError(message, context, reducedCause(cause)) };
  } finally {
    deadline.release();
  }
}
