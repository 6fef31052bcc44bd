/** The listeners of one signal, told by one listener of ours: Node warns of a leak from the eleventh on. */
class Audience extends Set<() => void> {
  handleEvent(): void {
    for (const listener of this) listener();
  }
}

const audiences = new WeakMap<AbortSignal, Audience>();

/** Calls `listener` when `signal` aborts; the function returned takes that back. */
function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const audience = audiences.get(signal) ?? new Audience();
  audiences.set(signal, audience);
  signal.addEventListener("abort", audience);
  audience.add(listener);
  return () => {
    audience.delete(listener);
    if (audience.size === 0) signal.removeEventListener("abort", audience);
  };
}

/**
 * An early end that is set to some work: a time limit in milliseconds, the caller's abort, or both. `race` rejects then, `release`
 * frees timer and listener. Made by hand: in Node 20 `AbortSignal.any` keeps memory of a long-lived signal.
 */
export function startDeadline(timeoutMs: number | undefined, caller: AbortSignal | undefined) {
  const controller = new AbortController();
  const { signal } = controller;
  let end: () => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    end = () => {
      controller.abort(caller?.reason);
      reject(signal.reason);
    };
  });
  const timer = timeoutMs === undefined ? undefined : setTimeout(end, timeoutMs);
  const forget = caller && onAbort(caller, end);
  if (caller?.aborted) end();
  return {
    signal,
    race: <T>(work: Promise<T>): Promise<T> => Promise.race([ended, work]),
    release: (): void => {
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
