import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRetryable, parseRetryAfter, retryDelayMs } from "../../src/transport/retry.js";

const now = Date.parse("2026-11-23T12:00:00Z");
const unitInterval = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("isRetryable", () => {
  test("is true for 408, 425, 429, 5xx, and for an error after a success", () => {
    const from = (first: number): number[] => Array.from({ length: 100 }, (_, index) => first + index);
    const retryable = Array.from({ length: 600 }, (_, status) => status).filter((status) => isRetryable(status));
    expect(retryable).toEqual([...from(200), 408, 425, 429, ...from(500)]);
    expect(isRetryable(undefined)).toBe(true);
  });
});

describe("parseRetryAfter", () => {
  test("reads whole seconds", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 }), fc.constantFrom("", " ", "\t"), (seconds, space) => {
        expect(parseRetryAfter(`${space}${seconds}${space}`, now)).toBe(Math.min(seconds * 1000, 2_147_483_647));
      }),
    );
  });

  test("reads an HTTP date as the time left until it, never less than nothing", () => {
    const date = fc.date({ min: new Date("1990-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (then) => {
        const wholeSeconds = Math.floor(then.getTime() / 1000) * 1000;
        expect(parseRetryAfter(then.toUTCString(), now)).toBe(Math.min(Math.max(0, wholeSeconds - now), 2_147_483_647));
      }),
    );
  });

  test("reads the form of asctime, which names no zone, as GMT", () => {
    expect(new Date().getTimezoneOffset()).toBe(-540);
    expect(parseRetryAfter("Mon Nov 23 12:00:05 2026", now)).toBe(5000);
  });

  test("is undefined or a wait that is not negative, whatever the text", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.e: GMTSun,]{0,30}$/), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(text, (value) => {
        expect(parseRetryAfter(value, now) ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    null,
    "",
    " ",
    "soon",
    "-1",
    "+1",
    "1.",
    ".5",
    "1.5.5",
    "1e3",
    "0x10",
    "12/25",
    "2026-11-23",
    "Sunday",
    "Funday, 1 Jan 2027",
    "1 Jan 2027 (Mon)",
  ])("ignores %j", (value) => {
    expect(parseRetryAfter(value, now)).toBeUndefined();
  });
});

describe("parseRetryAfter of several values", () => {
  test("takes the longest that can be read", () => {
    expect(parseRetryAfter("1, 3, 2", now)).toBe(3000);
    expect(parseRetryAfter("soon, 2", now)).toBe(2000);
    expect(parseRetryAfter("Mon, 23 Nov 2026 12:00:05 GMT, 2", now)).toBe(5000);
    expect(parseRetryAfter("2, Mon, 23 Nov 2026 12:00:05 GMT", now)).toBe(5000);
  });

  test("rounds a fraction up to whole milliseconds", () => {
    expect(parseRetryAfter("1.5", now)).toBe(1500);
    expect(parseRetryAfter("0.0001", now)).toBe(1);
  });
});

describe("retryDelayMs without a wait asked for", () => {
  const backoffMs = (retry: number, random: number): number => retryDelayMs(retry, undefined, random, Infinity);

  test("lies between half of its bound and its bound: 500 ms, doubled by each retry, at most 10 s", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), unitInterval, (retry, random) => {
        const delay = backoffMs(retry, random);
        const most = Math.min(10_000, 500 * 2 ** (retry - 1));
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(most / 2);
        expect(delay).toBeLessThanOrEqual(most);
      }),
    );
  });

  test("uses the whole range", () => {
    expect([1, 2, 3, 4, 5, 6].map((retry) => backoffMs(retry, 0.9999))).toEqual([499, 999, 1999, 3999, 7999, 9999]);
    expect(backoffMs(1, 0)).toBe(250);
  });
});

describe("retryDelayMs", () => {
  test("adds at most half of the room that the limit gives, so that a wait that fits is always waited for", () => {
    expect(retryDelayMs(1, 1000, 0.9999, 1150)).toBe(1074);
    expect(retryDelayMs(1, 16_000, 0.9999, 18_000)).toBe(16_999);
    expect(retryDelayMs(1, 16_000, 0.9999, 60_000)).toBe(19_999);
    expect(retryDelayMs(1, 5000, 0.9999, 4000)).toBeGreaterThanOrEqual(4000);
  });

  test("is never below what was asked, and at most a quarter or 5 s above it, or the backoff", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), unitInterval, (asked, retry, random) => {
        const delay = retryDelayMs(retry, asked, random, Infinity);
        const backoff = retryDelayMs(retry, 0, random, Infinity);
        expect(delay).toBeGreaterThanOrEqual(Math.max(asked, backoff));
        expect(delay).toBeLessThanOrEqual(Math.max(asked + Math.min(asked / 4, 5000), backoff));
      }),
    );
  });
});
