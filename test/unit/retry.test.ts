import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMs, isRetryable, parseRetryAfter, retryDelayMs } from "../../src/retry.js";

const now = Date.parse("2026-11-23T12:00:00Z");
const unitInterval = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("isRetryable", () => {
  test("is true for 408, 425, 429 and 5xx, for a success (it was unreadable) and for no status", () => {
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
        expect(parseRetryAfter(`${space}${seconds}${space}`, now)).toBe(seconds * 1000);
      }),
    );
  });

  test("reads an HTTP date as the time left until it, never less than nothing", () => {
    const date = fc.date({ min: new Date("1990-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (then) => {
        const wholeSeconds = Math.floor(then.getTime() / 1000) * 1000;
        expect(parseRetryAfter(then.toUTCString(), now)).toBe(Math.max(0, wholeSeconds - now));
      }),
    );
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
    "1.5",
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

describe("backoffMs", () => {
  test("stays from nothing up to its bound: 250 ms, doubled by each retry, at most the cap", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.nat({ max: 2_147_483_647 }),
        unitInterval,
        (retry, cap, random) => {
          const delay = backoffMs(retry, cap, random);
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(Math.min(cap, 250 * 2 ** (retry - 1)));
        },
      ),
    );
  });

  test("uses the whole range", () => {
    expect([1, 2, 3, 4].map((retry) => backoffMs(retry, 60_000, 0.9999))).toEqual([249, 499, 999, 1999]);
    expect(backoffMs(1, 60_000, 0)).toBe(0);
  });
});

describe("retryDelayMs", () => {
  test("is at least the asked wait up to the cap, and no wait at all above it", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), unitInterval, (asked, cap, random) => {
        const least = Math.max(asked, backoffMs(1, cap, random));
        expect(retryDelayMs(1, asked, cap, random)).toBe(asked <= cap ? least : undefined);
      }),
    );
  });
});
