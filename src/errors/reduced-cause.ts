import { isObject, isString, matches } from "../predicates.js";

interface ReducedCause extends Error {
  code?: string;
}

/**
 * A copy of an error and its causes, five deep, that keeps names, codes and, of system errors (`connect ECONNREFUSED …`), messages.
 * Every other message is dropped: V8's JSON errors and undici's parser errors quote the body.
 */
export function reducedCause(error: unknown, depth = 5): ReducedCause | undefined {
  try {
    if (!isObject(error) || !depth) return undefined;
    const { name, code, message, syscall, errno } = error;
    const cause = reducedCause(error["cause"], depth - 1);
    const isSystemError = isString(syscall) && typeof errno === "number" && isString(message);
    const copy = new Error(isSystemError ? message : "", cause && { cause });
    // Deno's names for a permission that was not given are kept as well.
    if (matches(name, /^([A-Za-z]{0,40}(Error|Exception)|NotCapable|PermissionDenied)$/)) copy.name = name;
    copy.stack = String(copy);
    // An error without a code takes that of its cause: `fetch failed` says as little as its name.
    const shownCode = matches(code, /^[A-Z][A-Z0-9_]{1,40}$/) ? code : cause?.code;
    return shownCode ? Object.assign(copy, { code: shownCode }) : copy;
  } catch {
    // A getter of a foreign error may throw; then there is nothing to keep.
    return undefined;
  }
}
