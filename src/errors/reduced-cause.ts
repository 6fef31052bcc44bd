import { isObject, matches } from "../predicates.js";

const deepest = 5;

/**
 * A copy of an error and its causes that keeps names, codes and, of system errors (`connect ECONNREFUSED …`), messages.
 * Every other message is dropped: V8's JSON errors and undici's parser errors quote the body.
 */
export function reducedCause(error: unknown): Error | undefined {
  try {
    return reduced(error, 1);
  } catch {
    // A getter of a foreign error may throw; then there is nothing to keep.
    return undefined;
  }
}

function reduced(error: unknown, depth: number): Error | undefined {
  if (!isObject(error) || depth > deepest) return undefined;
  const cause = reduced(error["cause"], depth + 1);
  const { name, code, message, syscall, errno } = error;
  const isSystemError = typeof syscall === "string" && typeof errno === "number" && typeof message === "string";
  const copy = new Error(isSystemError ? message : "", cause && { cause });
  // Deno's names for a permission that was not given are kept as well.
  const isName = matches(name, /^(?:[A-Za-z]{0,40}(?:Error|Exception)|NotCapable|PermissionDenied)$/);
  copy.name = isName ? name : "Error";
  copy.stack = `${copy.name}${copy.message && `: ${copy.message}`}`;
  return matches(code, /^[A-Z][A-Z0-9_]{1,40}$/) ? Object.assign(copy, { code }) : copy;
}
