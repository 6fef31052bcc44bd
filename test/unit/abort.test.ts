import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { sleep, withDeadline } from "../../src/transport/deadline.js";
import { failureOf } from "../support/orders.js";

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;
// Counted within one turn of the event loop alone: between turns the test runner's own timers come and go.
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

const forever = (): Promise<never> => new Promise(() => {});
const atEnd = async (): Promise<never> => {
  throw new RangeError("the end");
};

describe("withDeadline", () => {
  test("leaves the work its own end", async () => {
    const { signal } = new AbortController();
    const before = timers();
    expect(await withDeadline(60_000, signal, async () => 5, atEnd)).toBe(5);
    const failing = withDeadline(60_000, signal, () => Promise.reject(new RangeError("own")), atEnd);
    expect(await failureOf(failing)).toEqual(new RangeError("own"));
    expect(listeners(signal)).toBe(0);
    expect(timers()).toBe(before);
  });

  test("ends the work when its time is over, and tells its signal", async () => {
    let given = new AbortController().signal;
    const work = (signal: AbortSignal): Promise<never> => {
      given = signal;
      return forever();
    };
    expect(await failureOf(withDeadline(10, undefined, work, atEnd))).toEqual(new RangeError("the end"));
    expect(given.reason).toMatchObject({ name: "AbortError" });
  });

  test("ends the work on demand, as the caller says", async () => {
    const work = (_signal: AbortSignal, end: () => void): Promise<string> => {
      end();
      return forever();
    };
    expect(await withDeadline(60_000, undefined, work, async () => "ended")).toBe("ended");
  });

  test("of a signal that has aborted starts no work", async () => {
    let isStarted = false;
    const work = async (): Promise<void> => {
      isStarted = true;
    };
    expect(await failureOf(withDeadline(60_000, AbortSignal.abort("gone"), work, atEnd))).toBeInstanceOf(RangeError);
    expect(isStarted).toBe(false);
  });

  test("aborts with its caller, unless the work has ended", async () => {
    const caller = new AbortController();
    const before = timers();
    const given: AbortSignal[] = [];
    const running = withDeadline(60_000, caller.signal, (signal) => (given.push(signal), forever()), atEnd);
    await withDeadline(60_000, caller.signal, async (signal) => given.push(signal), atEnd);
    caller.abort("gone");
    expect(given.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(given[0]?.reason).toBe("gone");
    expect(await failureOf(running)).toBeInstanceOf(RangeError);
    expect(timers()).toBe(before);
  });

  test("puts one listener on a shared signal, and keeps it until the last has ended", async () => {
    const { signal } = new AbortController();
    const ends: (() => void)[] = [];
    const work = (_signal: AbortSignal, end: () => void): Promise<void> => {
      ends.push(end);
      return forever();
    };
    for (let started = 0; started < 3; started++) void withDeadline(60_000, signal, work, async () => {});
    expect(listeners(signal)).toBe(1);
    ends.pop()!();
    expect(listeners(signal)).toBe(1);
    for (const end of ends) end();
    expect(listeners(signal)).toBe(0);
  });

  test("tells all who share a signal, also those who came after it had been left by all", async () => {
    const controller = new AbortController();
    await withDeadline(60_000, controller.signal, async () => {}, atEnd);
    const running = [0, 1].map(() => withDeadline(60_000, controller.signal, forever, async () => "ended"));
    controller.abort();
    expect(await Promise.all(running)).toEqual(["ended", "ended"]);
  });
});

describe("sleep", () => {
  test("waits as long as it says", async () => {
    const started = performance.now();
    await sleep(30, undefined);
    // A timer may fire a millisecond early by the other clock.
    expect(performance.now() - started).toBeGreaterThanOrEqual(28);
  });

  test("of a signal that has aborted waits for nothing, and frees its timer", async () => {
    const before = timers();
    expect(await failureOf(sleep(60_000, AbortSignal.abort("gone")))).toBe("gone");
    expect(timers()).toBe(before);
  });

  test("frees its timer when it is aborted", async () => {
    const before = timers();
    const controller = new AbortController();
    const failure = failureOf(sleep(60_000, controller.signal));
    expect(timers()).toBe(before + 1);
    controller.abort("gone");
    expect(await failure).toBe("gone");
    expect(timers()).toBe(before);
  });
});
