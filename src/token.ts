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

export function createTokenSource(customerSession: CustomerSession): TokenSource {
  if (typeof customerSession === "function") {
    return { isRenewable: true, next: (context, signal) => ask(customerSession, context, signal) };
  }
  if (!isToken(customerSession))
    throw new TypeError(`customerSession must be ${tokenRule}, or a function that gives one`);
  return { isRenewable: false, next: async () => customerSession };
}

async function ask(
  provider: () => string | Promise<string>,
  context: ErrorContext,
  signal: AbortSignal | undefined,
): Promise<string> {
  const asked = (async () => provider())();
  const token = await abortable(
    asked.catch((cause: unknown) => {
      throw new TokenProviderError(context, "the customerSession function failed", cause);
    }),
    signal,
  );
  if (!isToken(token)) throw new TokenProviderError(context, `the customerSession function must give ${tokenRule}`);
  return token;
}
