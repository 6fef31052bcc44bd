/** Starts a time limit; the function returned gives a call what is left of it, less what is kept for later calls. */
export function startTimeLeft(timeoutMs: number, signal: AbortSignal | undefined) {
  const endsAt = performance.now() + timeoutMs;
  // Never more than `timeoutMs`, which a coarse clock could add up to.
  const leftMs = (): number => Math.min(timeoutMs, Math.ceil(endsAt - performance.now()));
  return (keptMs = 0) => ({ signal, timeoutMs: Math.max(1, leftMs() - keptMs) });
}
