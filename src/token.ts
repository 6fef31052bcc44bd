import { startDeadline } from "./abort.js";
import { isToken, tokenRule } from "./checks.js";
import { TokenProviderError, type ErrorContext } from "./errors.js";
import type { CustomerSession } from "./types.js";

/** The bearer token of the next attempt. */
export async function nextToken(
  session: CustomerSession,
  context: ErrorContext,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (typeof session === "string") return session;
  signal?.throwIfAborted();
  const { race, release } = startDeadline(undefined, signal);
  let token: unknown;
  try {
    token = await race((async () => session())());
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TokenProviderError("was not sent: the customerSession function failed", context, cause);
  } finally {
    release();
  }
  if (isToken(token)) return token;
  throw new TokenProviderError(`was not sent: the customerSession function must give ${tokenRule}`, context);
}
