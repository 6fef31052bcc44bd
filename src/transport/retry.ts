// Waits are half fixed and half random: the fixed half starts at 250 ms and doubles up to 5 s.
const firstHalfMs = 250;
const maxHalfMs = 5000;
const maxJitterMs = 5000;
// A timer that is asked for more overflows and fires at once: 2^31 − 1 ms, about 24.8 days.
export const maxTimerMs = 2_147_483_647;

/** Whether another attempt may succeed after an error with this status: also a success that cannot be used, or no answer. */
export function isRetryable(status = 200): boolean {
  return [408, 425, 429].includes(status) || status >= 500 || (status >= 200 && status < 300);
}

/**
 * `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `now`: seconds or an HTTP date; anything else is ignored. Of several
 * values, which a header sent twice becomes, the longest.
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  // The comma after a day's name divides nothing.
  const parts = value?.match(/ *[A-Z][a-z]+, [^,]*|[^,]+/g) ?? [];
  const wait = Math.max(...parts.map((part) => waitOf(part.trim(), now)));
  return wait >= 0 ? Math.min(maxTimerMs, wait) : undefined;
}

/** One value's wait, at least 0; -1 for anything else. */
function waitOf(text: string, now: number): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // The three forms of an HTTP date begin with a day's name; Date.parse alone takes "-1" and "12/25" for dates as well. The form
  // of asctime ends with the year and names no zone: it is GMT, wherever the client runs.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) && Date.parse(text.replace(/ \d{4}$/, "$& GMT"));
  return date ? Math.max(0, date - now) : -1;
}

/**
 * The wait before the n-th retry: exponential backoff, or what the response asks for and up to a quarter more (at most 5 s), because
 * clients that wait equally long come back all at once. What is added takes at most half of the room that `leftMs` gives, so that a
 * wait that fits goes on fitting. `random` is in [0, 1).
 */
export function retryDelayMs(retry: number, requestedMs = 0, random: number, leftMs: number): number {
  const backoffMs = Math.min(maxHalfMs, firstHalfMs * 2 ** (retry - 1)) * (1 + random);
  const jitterMs = random * Math.min(maxJitterMs, requestedMs / 4, (leftMs - requestedMs) / 2);
  // A clock that is ahead makes every date one of the past: even then a server in trouble is not pressed.
  return Math.floor(Math.max(backoffMs, requestedMs + jitterMs));
}
