const firstBackoffMs = 250;

/** Whether Polar, or what stands before it, may answer otherwise next time. */
export function isRetryableStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `now`: whole seconds or an HTTP date; anything else is ignored. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // The three forms of an HTTP date begin with a day's name; Date.parse alone takes "-1" and "12/25" for dates as well.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Exponential backoff with full jitter: anything from nothing to 250 ms, 500 ms, 1 s, … at most `capMs`. `random` is in [0, 1). */
export function backoffMs(retry: number, capMs: number, random: number): number {
  return Math.floor(random * Math.min(capMs, firstBackoffMs * 2 ** (retry - 1)));
}

/** The wait before the n-th retry: backoff, or what the answer asks for; `undefined` where that is more than `capMs`. */
export function retryDelayMs(retry: number, requestedMs: number | undefined, capMs: number, random: number) {
  if (requestedMs !== undefined && requestedMs > capMs) return undefined;
  // A clock that is ahead makes every date one of the past: even then a server in trouble is not pressed.
  return Math.max(requestedMs ?? 0, backoffMs(retry, capMs, random));
}
