const firstBackoffMs = 250;

/** Whether another attempt may fare better. No status: there was no answer; a success: its body was unreadable. */
export function isRetryable(status: number | undefined): boolean {
  if (status === undefined || status === 408 || status === 425 || status === 429) return true;
  return status >= 500 || (status >= 200 && status < 300);
}

/** `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `now`: whole seconds or an HTTP date; anything else is ignored. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = String(value).trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // The three forms of an HTTP date begin with a day's name; Date.parse alone takes "-1" and "12/25" for dates as well.
  const date = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Exponential backoff with full jitter: anything from nothing to 250 ms, 500 ms, 1 s, … at most `capMs`. `random` is in [0, 1). */
export function backoffMs(retry: number, capMs: number, random: number): number {
  return Math.floor(random * Math.min(capMs, firstBackoffMs * 2 ** (retry - 1)));
}

/** The wait before the n-th retry: backoff, or what the answer asks for; `undefined` where that is more than `capMs`. */
export function retryDelayMs(retry: number, requestedMs = 0, capMs: number, random: number): number | undefined {
  // A clock that is ahead makes every date one of the past: even then a server in trouble is not pressed.
  return requestedMs > capMs ? undefined : Math.max(requestedMs, backoffMs(retry, capMs, random));
}
