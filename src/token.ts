import { abortable } from "./abort.js";
import { isToken, tokenRule } from "./checks.js";
import { TokenProviderError, type ErrorContext } from "./errors.js";
import type { CustomerSession } from "./types.js";

/** Where the bearer token of each attempt comes from. */
export interface TokenSource {
  /** Whether asking again can give another token. */
  readonly isRenewable: boolean;
  /** Asks for the token; `context.attempts` counts the requests sent so far. */
  next(context: ErrorContext, signal: AbortSignal | undefined): Promise<string>;
}

export function createTokenSource(session: CustomerSession): TokenSource {
  if (typeof session !== "function") {
    if (!isToken(session)) throw new TypeError(`customerSession must be ${tokenRule}, or a function that gives one`);
    return { isRenewable: false, next: async () => session };
  }
  return {
    isRenewable: true,
    async next(context, signal) {
      let token: unknown;
      try {
        token = await abortable((async () => session())(), signal);
      } catch (cause) {
        signal?.throwIfAborted();
        throw new TokenProviderError(context, "the customerSession function failed", cause);
      }
      if (isToken(token)) return token;
      throw new TokenProviderError(context, `the customerSession function must give ${tokenRule}`);
    },
  };
}
