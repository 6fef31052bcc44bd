/** The listeners of one signal behind one listener of ours: Node warns of a leak from the eleventh on. */
class AbortListeners extends Set<() => void> {
  handleEvent(): void {
    for (const listener of this) listener();
  }
}

const listenersOf = new WeakMap<AbortSignal, AbortListeners>();

/** Calls `listener` when `signal` aborts; the function returned takes that back. */
function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const listeners = listenersOf.get(signal) ?? new AbortListeners();
  listenersOf.set(signal, listeners);
  signal.addEventListener("abort", listeners);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) signal.removeEventListener("abort", listeners);
  };
}

/**
 * Settles as `work` does or, when `ms` milliseconds are over or the caller aborts, as `atEnd` does. `work` gets a signal that aborts
 * then, and a function that ends it at once. Not `AbortSignal.any`: in Node 20 it keeps memory of a long-lived signal.
 */
export function withDeadline<Value>(
  ms: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal, end: () => void) => Promise<Value>,
  atEnd: () => Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const release = (): void => {
      clearTimeout(timer);
      forget?.();
    };
    const end = (): void => {
      release();
      resolve(atEnd());
      controller.abort(caller?.reason);
    };
    const timer = setTimeout(end, ms);
    const forget = caller && onAbort(caller, end);
    if (caller?.aborted) end();
    else work(controller.signal, end).finally(release).then(resolve, reject);
  });
}

/** Waits `ms` milliseconds, or rejects with the reason of `signal` as soon as it aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return withDeadline(
    ms,
    signal,
    () => new Promise(() => {}),
    async () => signal?.throwIfAborted(),
  );
}
