/** Calls the caller's listener. It has no say in the call: what it throws, at once or later, is ignored. */
export async function notify<Args extends unknown[]>(
  listener: (...args: Args) => unknown,
  ...args: Args
): Promise<void> {
  try {
    await listener(...args);
  } catch {
    // A listener must not break the call.
  }
}
