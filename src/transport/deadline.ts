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

/** An early end of some work: when its time is over, or when the caller aborts. */
export interface Deadline {
  /** Aborts at the end; for `fetch`. */
  readonly signal: AbortSignal;
  /** Settles as `work` does, or rejects at the end. */
  readonly race: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Ends the work now. */
  readonly end: () => void;
  /** Frees the timer and the listener. */
  readonly release: () => void;
}

/**
 * Starts a time limit in milliseconds that the caller's signal can end earlier. Not `AbortSignal.any`: in Node 20 it keeps memory
 * of a long-lived signal.
 */
export function startDeadline(ms: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  let reject: (reason: unknown) => void = () => {};
  const end = (): void => {
    controller.abort(caller?.reason);
    reject(signal.reason);
  };
  const timer = setTimeout(end, ms);
  const forget = caller && onAbort(caller, end);
  if (caller?.aborted) end();
  return {
    signal,
    race: (work) =>
      new Promise((resolve, fail) => {
        reject = fail;
        work.then(resolve, fail);
        if (signal.aborted) end();
      }),
    end,
    release: () => {
      clearTimeout(timer);
      forget?.();
    },
  };
}

/** Waits `ms` milliseconds, or rejects with the reason of `signal` as soon as it aborts. */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { race, release } = startDeadline(ms, signal);
  const wait = race(new Promise<never>(() => {}));
  await wait.finally(release).catch(() => signal?.throwIfAborted());
}
