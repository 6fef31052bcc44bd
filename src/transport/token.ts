import { TimeoutError, TokenProviderError } from "../errors/call-errors.js";
import { isPolarError } from "../errors/is-polar-error.js";
import { isString, matches } from "../predicates.js";
import type { TokenProvider } from "../types.js";
import type { Call } from "./call.js";
import { withDeadline } from "./deadline.js";

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
  const runs = new Map<string | undefined, Promise<unknown> & { readonly endsAt: number }>();
  return (call) => {
    const { refused, settings } = call;
    const { signal, timeoutMs } = settings;
    let run = runs.get(refused);
    // Older than the call that started it can be: it hangs. In a worker, a run dies with the request that began it.
    if (run && run.endsAt < performance.now()) run = undefined;
    const isStarter = !run;
    const drop = (): void => {
      if (runs.get(refused) === run) runs.delete(refused);
    };
    const ask = async (): Promise<string> => {
      run ??= Object.assign((async () => session({ refused }))().finally(drop), {
        endsAt: performance.now() + call.leftMs(),
      });
      runs.set(refused, run);
      const token = await run.catch((cause: unknown) => {
        // An error of this package says nothing secret.
        const reason = isPolarError(cause) ? `: ${cause.message}` : "";
        throw new TokenProviderError(`was not sent: the token function failed${reason}`, call, cause);
      });
      if (isToken(token)) return token;
      throw new TokenProviderError(
        "was not sent: the token function returned no usable token (visible ASCII characters without spaces)",
        call,
      );
    };
    return withDeadline(call.leftMs(), signal, ask, async () => {
      // A function that hangs must not hold up the calls that come later.
      if (isStarter) drop();
      signal?.throwIfAborted();
      throw new TimeoutError(call, "timeoutMs", timeoutMs);
    });
  };
}
