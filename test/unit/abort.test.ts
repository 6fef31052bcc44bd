import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { sleep, startDeadline } from "../../src/transport/deadline.js";
import { failureOf } from "../support/orders.js";

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;
// Counted within one turn of the event loop alone: between turns the test runner's own timers come and go.
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("startDeadline", () => {
  test("leaves the work its own end", async () => {
    const { signal } = new AbortController();
    const { race, release } = startDeadline(60_000, signal);
    expect(await race(Promise.resolve(5))).toBe(5);
    expect(await failureOf(race(Promise.reject(new RangeError("own"))))).toEqual(new RangeError("own"));
    release();
    expect(listeners(signal)).toBe(0);
  });

  test("ends the work when its time is over, and tells its signal", async () => {
    const { signal, race } = startDeadline(10, undefined);
    expect(await failureOf(race(new Promise(() => {})))).toMatchObject({ name: "AbortError" });
    expect(signal.aborted).toBe(true);
  });

  test("ends the work on demand", async () => {
    const { race, end, release } = startDeadline(60_000, undefined);
    const failure = failureOf(race(new Promise(() => {})));
    end();
    expect(await failure).toMatchObject({ name: "AbortError" });
    release();
  });

  test("of a signal that has aborted ends at once, with its reason", async () => {
    const { signal, race, release } = startDeadline(60_000, AbortSignal.abort("gone"));
    expect(signal.reason).toBe("gone");
    expect(await failureOf(race(new Promise(() => {})))).toBe("gone");
    release();
  });

  test("aborts with its caller, unless it was released", async () => {
    const caller = new AbortController();
    const before = timers();
    const running = startDeadline(60_000, caller.signal);
    const released = startDeadline(60_000, caller.signal);
    released.release();
    const failure = failureOf(running.race(new Promise(() => {})));
    caller.abort("gone");
    expect([running.signal.aborted, released.signal.aborted]).toEqual([true, false]);
    expect(await failure).toBe("gone");
    running.release();
    expect(timers()).toBe(before);
  });

  test("puts one listener on a shared signal, and keeps it until the last has ended", () => {
    const { signal } = new AbortController();
    const [first, ...others] = [0, 1, 2].map(() => startDeadline(60_000, signal));
    expect(listeners(signal)).toBe(1);
    first!.release();
    expect(listeners(signal)).toBe(1);
    for (const { release } of others) release();
    expect(listeners(signal)).toBe(0);
  });

  test("tells all who share a signal, also those who came after it had been left by all", async () => {
    const controller = new AbortController();
    startDeadline(60_000, controller.signal).release();
    const ends = [0, 1].map(() => startDeadline(60_000, controller.signal));
    const failures = ends.map(({ race }) => failureOf(race(new Promise(() => {}))));
    controller.abort("gone");
    expect(await Promise.all(failures)).toEqual(["gone", "gone"]);
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
