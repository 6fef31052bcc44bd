import { isPolarError } from "@internal/polar-orders";
import { SignedOutError, signIn } from "./session.js";

/** Says what went wrong, and offers what helps. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const isSignedOut = isPolarError(error) && error.cause instanceof SignedOutError;
  return (
    <div className={isSignedOut ? "note" : "note bad"} role="alert">
      <p>
        {isSignedOut ? "Sign in to see your orders and to correct what stands on their invoices." : describe(error)}
      </p>
      {isSignedOut ? (
        <button onClick={() => void signIn().then(onRetry, onRetry)}>Sign in as Ada Lovelace</button>
      ) : (
        onRetry && <button onClick={onRetry}>Try again</button>
      )}
    </div>
  );
}

function describe(error: unknown): string {
  if (typeof error === "string") return error;
  if (!isPolarError(error)) return "Something went wrong. Reload the page and try again.";
  switch (error.name) {
    case "RateLimitError":
      return `Too many requests. Wait ${Math.ceil((error.retryAfterMs ?? 60_000) / 1000)} seconds, then try again.`;
    case "NotFoundError":
      return "This order was not found. It may belong to another account.";
    case "ForbiddenError":
      return "Your account may not change billing details. Ask its owner.";
    case "ConnectionError":
    case "TimeoutError":
    case "TokenProviderError":
      if (!navigator.onLine) return "You are offline. Nothing you typed is lost: try again when you are back.";
      return "The server could not be reached. Try again in a moment.";
    default:
      return "The server has a problem. Try again in a moment.";
  }
}
