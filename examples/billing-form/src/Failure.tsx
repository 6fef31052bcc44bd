import { isPolarError } from "@internal/polar-orders";
import { SignedOutError, signIn } from "./session.js";

/** Says what went wrong, and offers what helps. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isSignedOut = isPolarError(error) && error.cause instanceof SignedOutError;
  return (
    <div className={isSignedOut ? "note" : "note bad"} role="alert">
      <p>{isSignedOut ? "Sign in to see your orders and to correct their billing details." : describe(error)}</p>
      <button type="button" onClick={isSignedOut ? () => void signIn().then(onRetry, onRetry) : onRetry}>
        {isSignedOut ? "Sign in as Ada Lovelace" : "Try again"}
      </button>
    </div>
  );
}

function describe(error: unknown): string {
  if (typeof error === "string") return error;
  if (isPolarError(error) && error.name === "NotFoundError") return "This order was not found.";
  if (isPolarError(error) && error.name === "RateLimitError")
    return `Too many requests. Wait ${Math.ceil(error.retryAfterMs / 1000)} seconds, then try again.`;
  if (!navigator.onLine) return "You are offline. Nothing you typed is lost: try again when you are back.";
  return "Something went wrong. Try again in a moment.";
}
