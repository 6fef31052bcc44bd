/** The listeners of one signal, told by one listener of ours: Node warns of a leak from the eleventh on. */
class Audience extends Set<() => void> {
  handleEvent(): void {
    for (const listener of this) listener();
    this.clear();
  }
}

const audiences = new WeakMap<AbortSignal, Audience>();

/** Calls `listener` when `signal` aborts; the function returned takes that back. */
function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const audience = audiences.get(signal) ?? new Audience();
  audiences.set(signal, audience);
  if (audience.size === 0) signal.addEventListener("abort", audience, { once: true });
  audience.add(listener);
  return () => {
    audience.delete(listener);
    if (audience.size === 0) signal.removeEventListener("abort", audience);
  };
}

/** Waits for `work`, but no longer than until `signal` aborts: then rejects with its reason. Leaves no listener behind. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(onAbort(signal, abort));
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
 * The end that is set to one attempt: its time limit, or the caller's abort. `race` rejects then, `release` frees timer and
 * listener. Made by hand: in Node 20 `AbortSignal.any` keeps memory of a long-lived signal.
 */
export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined) {
  const controller = new AbortController();
  let end: () => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    end = () => {
      controller.abort();
      reject(controller.signal.reason);
    };
  });
  const timer = setTimeout(end, timeoutMs);
  const forget = caller && onAbort(caller, end);
  return {
    signal: controller.signal,
    race: <T>(work: Promise<T>): Promise<T> => Promise.race([work, ended]),
    release(): void {
      clearTimeout(timer);
      forget?.();
    },
  };
}
