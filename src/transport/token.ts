import { TimeoutError, TokenProviderError } from "../errors/call-errors.js";
import { matches } from "../predicates.js";
import type { TokenProvider } from "../types.js";
import type { Call } from "./call.js";
import { startDeadline } from "./deadline.js";

export function isToken(value: unknown): value is string {
  return matches(value, /^[\x21-\x7e]+$/);
}

/** Gives the bearer token of a call's next attempt. */
export type TokenSource = (call: Call) => Promise<string> | string;

/**
 * The tokens of one client. Calls that ask at the same time, and were refused the same token, share one run of the function; an
 * abort ends the waiting of its call, not the run.
 */
export function createTokenSource(session: string | TokenProvider): TokenSource {
  if (typeof session === "string") return () => session;
  const runs = new Map<string | undefined, Promise<unknown>>();
  return async (call) => {
    const { refused, settings } = call;
    const { signal, timeoutMs } = settings;
    signal?.throwIfAborted();
    const present = runs.get(refused);
    const run = present ?? (async () => session({ refused }))();
    const drop = (): void => {
      if (runs.get(refused) === run) runs.delete(refused);
    };
    if (!present) {
      runs.set(refused, run);
      run.then(drop, drop);
    }
    const deadline = startDeadline(call.leftMs(), signal);
    let token: unknown;
    try {
      token = await deadline.race(run);
    } catch (cause) {
      signal?.throwIfAborted();
      if (!deadline.signal.aborted) {
        throw new TokenProviderError("was not sent: the token function failed", call, cause);
      }
      // A function that hangs must not hold up the calls that come later.
      if (!present) drop();
      throw new TimeoutError(call, "timeoutMs", timeoutMs);
    } finally {
      deadline.release();
    }
    if (isToken(token)) return token;
    throw new TokenProviderError(
      "was not sent: the token function must give a token of visible ASCII characters, without spaces or a scheme",
      call,
    );
  };
}
