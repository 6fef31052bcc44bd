import { abortable } from "./abort.js";
import { isToken, tokenRule } from "./checks.js";
import { TokenProviderError, type ErrorContext } from "./errors.js";
import type { CustomerSession } from "./types.js";

/** Where the bearer token of each attempt comes from. */
export interface TokenSource {
  /** Whether asking again can give another token. */
  readonly isRenewable: boolean;
  next(context: ErrorContext, signal: AbortSignal | undefined): Promise<string>;
}

export function createTokenSource(session: CustomerSession): TokenSource {
  if (typeof session !== "function") {
    if (!isToken(session)) throw new TypeError(`customerSession must be ${tokenRule}, or a function that gives one`);
    return { isRenewable: false, next: async () => session };
  }
  const next: TokenSource["next"] = async (context, signal) => {
    signal?.throwIfAborted();
    let token: unknown;
    try {
      token = await abortable((async () => session())(), signal);
    } catch (cause) {
      signal?.throwIfAborted();
      throw new TokenProviderError("was not sent: the customerSession function failed", context, cause);
    }
    if (isToken(token)) return token;
    throw new TokenProviderError(`was not sent: the customerSession function must give ${tokenRule}`, context);
  };
  return { isRenewable: true, next };
}
