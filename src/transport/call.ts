import { TimeoutError } from "../errors/call-errors.js";
import { notify } from "../notify.js";
import type { ResolvedOptions } from "../options.js";
import { isVersion, type Json } from "../predicates.js";
import type { AttemptEvent, ClientOptions } from "../types.js";
import { attempt } from "./attempt.js";
import { sleep } from "./deadline.js";
import { isRetryable, retryDelayMs } from "./retry.js";
import type { TokenSource } from "./token.js";

/** Clock and chance: tests pass their own. */
export const systemRuntime = { now: () => Date.now(), random: () => Math.random(), sleep };
export type Runtime = typeof systemRuntime;

/** What calls run under: the options of the client, and of the call if it has some, with defaults filled in. */
export interface Settings extends ResolvedOptions<ClientOptions> {
  readonly signal: AbortSignal | undefined;
  readonly runtime: Runtime;
  readonly nextToken: TokenSource;
}

/** What the transport knows of an operation. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** The path template. */
  readonly path: string;
  /** The statuses of its successes, and whether the body of each holds a value. */
  readonly successes: { readonly [status: number]: boolean };
}

/** The state of one call. */
export interface Call {
  readonly url: string;
  /** JSON. */
  readonly body: string | undefined;
  readonly operation: Operation;
  /** Whether a parsed body is what the operation promises, and about what was asked for. */
  readonly accepts: (value: Json) => boolean;
  readonly settings: Settings;
  /** What errors name: `PATCH /v1/customer-portal/orders/{id}`. */
  readonly request: string;
  /** How many requests were sent. */
  attempts: number;
  /** The token that Polar refused. */
  refused: string | undefined;
  /** What is left of the call's time, in milliseconds. */
  leftMs(): number;
}

/** Sends a request until it succeeds, fails for good, or has used its retries or its time; resolves to the success's value. */
export async function send(
  url: string,
  body: string | undefined,
  operation: Operation,
  accepts: Call["accepts"],
  settings: Settings,
): Promise<unknown> {
  const { nextToken, runtime, signal, timeoutMs } = settings;
  const endsAt = performance.now() + timeoutMs;
  const leftMs = (): number => endsAt - performance.now();
  const request = `${operation.method} ${operation.path}`;
  const call: Call = { url, body, operation, accepts, settings, request, attempts: 0, refused: undefined, leftMs };
  let renewed: string | undefined;
  for (let retries = 0; ;) {
    const token = renewed ?? (await nextToken(call));
    renewed = undefined;
    signal?.throwIfAborted();
    const leftAtStartMs = leftMs();
    if (leftAtStartMs <= 0) throw new TimeoutError(call, "timeoutMs", timeoutMs);
    call.attempts++;
    const outcome = await attempt(call, token, leftAtStartMs);
    const durationMs = leftAtStartMs - leftMs();
    const { error } = outcome;
    const errorName = error && signal?.aborted ? "AbortError" : error?.name;
    let nextDelayMs: number | undefined;
    try {
      if (!error) return outcome.value;
      signal?.throwIfAborted();
      if (error.reason === "invalid_token" && call.refused === undefined) {
        call.refused = token;
        renewed = await nextToken(call);
        if (renewed !== token) nextDelayMs = 0;
      } else if (!outcome.isFinal && isRetryable(error.status) && retries < settings.maxRetries) {
        const delayMs = retryDelayMs(++retries, error.retryAfterMs, runtime.random(), leftMs());
        if (delayMs < leftMs()) nextDelayMs = delayMs;
      }
      if (nextDelayMs === undefined) throw error;
    } finally {
      report(call, outcome.response, { error: errorName, durationMs, nextDelayMs });
    }
    if (nextDelayMs > 0) await runtime.sleep(nextDelayMs, signal);
  }
}

function report(
  { attempts, operation, settings }: Call,
  response: Response | undefined,
  outcome: Pick<AttemptEvent, "error" | "durationMs" | "nextDelayMs">,
): void {
  if (!settings.onAttempt) return;
  const { operationId, method, path } = operation;
  const version = response?.headers.get("Polar-Version");
  void notify(settings.onAttempt, {
    operation: operationId,
    attempt: attempts,
    method,
    path,
    status: response?.status,
    ...outcome,
    polarVersion: isVersion(version) ? version : undefined,
  });
}
