/** Starts a time limit; the function returned gives a call what is left of it, less what is kept for later calls. */
export function startTimeLeft(timeoutMs: number, signal: AbortSignal | undefined) {
  const endsAt = performance.now() + timeoutMs;
  return (keptMs = 0) => ({ signal, timeoutMs: Math.max(1, Math.ceil(endsAt - performance.now() - keptMs)) });
}
