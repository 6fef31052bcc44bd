import { isObject, matches } from "./problem.js";

const deepest = 5;

/**
 * A copy of an error and its causes that keeps names, codes and, of system errors (`connect ECONNREFUSED …`), messages.
 * Every other message is dropped: V8's JSON errors and undici's parser errors quote the body.
 */
export function reducedCause(error: unknown, depth = 1): Error | undefined {
  if (!isObject(error) || depth > deepest) return undefined;
  const cause = reducedCause(error["cause"], depth + 1);
  const { name, code, message, syscall, errno } = error;
  const isSystemError = typeof syscall === "string" && typeof errno === "number" && typeof message === "string";
  const copy = new Error(isSystemError ? message : "", cause && { cause });
  copy.name = matches(name, /^[A-Za-z]{0,40}(?:Error|Exception)$/) ? name : "Error";
  copy.stack = `${copy.name}${copy.message && `: ${copy.message}`}`;
  return matches(code, /^[A-Z][A-Z0-9_]{1,40}$/) ? Object.assign(copy, { code }) : copy;
}
