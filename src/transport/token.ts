import { TimeoutError, TokenProviderError } from "../errors/call-errors.js";
import { isString, matches } from "../predicates.js";
import type { TokenProvider } from "../types.js";
import type { Call } from "./call.js";
import { withDeadline } from "./deadline.js";

const tokenRule = "a token of visible ASCII characters without spaces";

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
  if (isString(session)) return () => session;
  const runs = new Map<string | undefined, Promise<unknown>>();
  return (call) => {
    const { refused, settings } = call;
    const { signal, timeoutMs } = settings;
    let run = runs.get(refused);
    const isStarter = !run;
    const drop = (): void => {
      if (runs.get(refused) === run) runs.delete(refused);
    };
    const ask = async (): Promise<string> => {
      run ??= (async () => session({ refused }))().finally(drop);
      runs.set(refused, run);
      const token = await run.catch((cause: unknown) => {
        throw new TokenProviderError("was not sent: the token function failed", call, cause);
      });
      if (isToken(token)) return token;
      throw new TokenProviderError(`was not sent: the token function must give ${tokenRule}`, call);
    };
    return withDeadline(call.leftMs(), signal, ask, async () => {
      // A function that hangs must not hold up the calls that come later.
      if (isStarter) drop();
      signal?.throwIfAborted();
      throw new TimeoutError(call, "timeoutMs", timeoutMs);
    });
  };
}
