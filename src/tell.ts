/** Calls a listener of the caller's. It watches and has no say in the call: what it throws, at once or later, is its own affair. */
export function tell<Args extends unknown[]>(listener: ((...args: Args) => void) | undefined, ...args: Args): void {
  try {
    const pending: unknown = listener?.(...args);
    if (pending) void Promise.resolve(pending).catch(() => {});
  } catch {
    // As said above.
  }
}
