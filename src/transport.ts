import { abortable, sleep, startDeadline } from "./abort.js";
import { readAnswer, toAnsweredError, type Exchange } from "./answer.js";
import {
  AttemptTimeoutError,
  ConnectionError,
  PolarApiError,
  type PolarError,
  RedirectError,
  UnauthorizedError,
  UnreadableResponseError,
  type ErrorContext,
} from "./errors.js";
import type { PreparedRequest } from "./request.js";
import { isRetryableStatus, retryDelayMs } from "./retry.js";
import type { TokenSource } from "./token.js";
import type { AttemptEvent, FetchFunction } from "./types.js";

/** Clock and chance: tests pass their own. */
export interface Runtime {
  now(): number;
  random(): number;
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export const systemRuntime: Runtime = { now: Date.now, random: Math.random, sleep };

/** What all calls of one client share. */
export interface Transport {
  readonly tokens: TokenSource;
  readonly fetch: FetchFunction;
  readonly maxRetryDelayMs: number;
  readonly onAttempt: ((event: AttemptEvent) => void) | undefined;
  readonly runtime: Runtime;
}

/** What one call may take. */
export interface Limits {
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | undefined;
}

/** One operation of the API with its arguments; `send` makes a fresh request each time. */
export interface Call {
  readonly method: string;
  /** The path template. */
  readonly path: string;
  send(init: AttemptInit): Promise<Exchange>;
}

/** What an attempt adds to the request, in openapi-fetch's words. */
export interface AttemptInit {
  readonly headers: { readonly Authorization: string };
  readonly signal: AbortSignal;
  readonly parseAs: "text";
  readonly fetch: (request: Request) => Promise<Response>;
}

interface Outcome {
  readonly durationMs: number;
  readonly response: Response | undefined;
  readonly result: { readonly value: object } | { readonly error: PolarError };
}

/** Sends a call until it succeeds, fails for good, or has used its retries; resolves to the JSON object of the success. */
export async function execute(transport: Transport, call: Call, limits: Limits): Promise<object> {
  const { tokens, maxRetryDelayMs, runtime } = transport;
  const { maxRetries, signal } = limits;
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
    const outcome = await attempt(transport, call, limits, token, { operation, attempts });
    const { result } = outcome;
    let renewedToken: string | undefined;
    let delayMs: number | undefined;
    try {
      if ("value" in result) return result.value;
      signal?.throwIfAborted();
      if (isRenewable && isInvalidToken(result.error)) {
        isRenewable = false;
        renewedToken = await nextToken(attempts);
        if (renewedToken !== token) delayMs = 0;
      } else if (retries < maxRetries && isRetryable(result.error)) {
        retries++;
        delayMs = retryDelayMs(retries, requestedMs(result.error), maxRetryDelayMs, runtime.random());
      }
      if (delayMs === undefined) throw result.error;
    } finally {
      report(transport.onAttempt, call, attempts, outcome, delayMs, signal?.aborted === true);
    }
    if (delayMs > 0) await runtime.sleep(delayMs, signal);
    token = renewedToken ?? (await nextToken(attempts));
  }
}

async function attempt(
  transport: Transport,
  call: Call,
  { timeoutMs, signal }: Limits,
  token: string,
  context: ErrorContext,
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
      const { url, init: requestInit } = request as unknown as PreparedRequest;
      response = await transport.fetch(url, requestInit);
      // A `fetch` of the caller's own need not heed the signal; nobody will read this body.
      if (deadline.signal.aborted) void response.body?.cancel().catch(() => {});
      return response;
    },
  };
  try {
    const exchange = await abortable(call.send(init), deadline.signal);
    result = readAnswer(exchange, context, transport.runtime.now());
  } catch (cause) {
    const timedOut = deadline.signal.aborted ? new AttemptTimeoutError(context, timeoutMs) : undefined;
    result = { error: toFault(response, timedOut, cause, context, transport.runtime.now()) };
  } finally {
    deadline.release();
  }
  return { durationMs: performance.now() - started, response, result };
}

/** The error of an attempt that was not answered, or not to the end. A status that came is the news, even without its body. */
function toFault(
  response: Response | undefined,
  timedOut: AttemptTimeoutError | undefined,
  cause: unknown,
  context: ErrorContext,
  now: number,
): PolarError {
  if (response && !response.ok) return toAnsweredError({ response }, context, now);
  if (timedOut) return timedOut;
  return response ? new UnreadableResponseError(context, response.status, cause) : new ConnectionError(context, cause);
}

function isInvalidToken(error: PolarError): boolean {
  return error instanceof UnauthorizedError && error.reason === "invalid_token";
}

function isRetryable(error: PolarError): boolean {
  return error instanceof PolarApiError ? isRetryableStatus(error.status) : !(error instanceof RedirectError);
}

function requestedMs(error: PolarError): number | undefined {
  return error instanceof PolarApiError ? error.retryAfterMs : undefined;
}

/** Tells the listener of one attempt; what it throws, at once or later, is its own affair. */
function report(
  listener: Transport["onAttempt"],
  { method, path }: Call,
  count: number,
  { durationMs, response, result }: Outcome,
  nextDelayMs: number | undefined,
  isAborted: boolean,
): void {
  if (!listener) return;
  const failure = "error" in result ? result.error.name : undefined;
  try {
    const pending: unknown = listener({
      attempt: count,
      method,
      path,
      status: response?.status,
      error: failure !== undefined && isAborted ? "AbortError" : failure,
      durationMs,
      nextDelayMs,
      polarVersion: response?.headers.get("Polar-Version") ?? undefined,
    });
    if (pending instanceof Promise) pending.catch(() => {});
  } catch {
    // A listener watches; it has no say in the call.
  }
}
