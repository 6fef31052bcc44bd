/** Waits for `work`, but no longer than until `signal` aborts: then rejects with its reason. Leaves no listener behind. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    const settle = (): void => signal.removeEventListener("abort", abort);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(settle);
  });
}

/** Waits `ms` milliseconds, or rejects with the reason of `signal` as soon as it aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return abortable(wait, signal).finally(() => clearTimeout(timer));
}

/**
 * A signal for one attempt, aborted by its time limit or by the caller; `release` frees timer and listener.
 * Made by hand: in Node 20 `AbortSignal.any` keeps memory of a long-lived signal.
 */
export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined) {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  caller?.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    release(): void {
      clearTimeout(timer);
      caller?.removeEventListener("abort", abort);
    },
  };
}
