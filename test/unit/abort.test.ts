import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { abortable, sleep, startDeadline } from "../../src/abort.js";
import { failureOf } from "../support/orders.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("abortable", () => {
  test("gives the work's own end", async () => {
    const { signal } = new AbortController();
    expect(await abortable(Promise.resolve(5), signal)).toBe(5);
    expect(await abortable(Promise.resolve(5), undefined)).toBe(5);
    expect(await failureOf(abortable(Promise.reject(new RangeError("own")), signal))).toEqual(new RangeError("own"));
    expect(listeners(signal)).toBe(0);
  });

  test("of a signal that has aborted rejects, though the work never ends", async () => {
    expect(await failureOf(abortable(new Promise(() => {}), AbortSignal.abort("gone")))).toBe("gone");
  });

  test("puts one listener on a shared signal, and keeps it until the last has ended", async () => {
    const { signal } = new AbortController();
    const ends: (() => void)[] = [];
    const works = [0, 1, 2].map(() => abortable(new Promise<void>((resolve) => ends.push(resolve)), signal));
    expect(listeners(signal)).toBe(1);
    ends[0]!();
    await works[0];
    expect(listeners(signal)).toBe(1);
    ends[1]!();
    ends[2]!();
    await Promise.all(works);
    expect(listeners(signal)).toBe(0);
  });

  test("tells all who share a signal, also those who came after it had been left by all", async () => {
    const controller = new AbortController();
    await abortable(Promise.resolve(), controller.signal);
    const failures = [0, 1].map(() => failureOf(abortable(new Promise(() => {}), controller.signal)));
    controller.abort("gone");
    expect(await Promise.all(failures)).toEqual(["gone", "gone"]);
  });
});

test("a signal that has aborted keeps nothing of those who waited for it", async () => {
  const controller = new AbortController();
  const collected: number[] = [];
  const registry = new FinalizationRegistry((index: number) => collected.push(index));
  const failures = Array.from({ length: 20 }, (_, index) => {
    const work = new Promise(() => {});
    const failure = abortable(work, controller.signal);
    registry.register(failure, index);
    return failureOf(failure);
  });
  controller.abort("gone");
  await Promise.all(failures.splice(0));
  for (let turn = 0; turn < 50 && collected.length < 20; turn++) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(collected).toHaveLength(20);
  expect(controller.signal.aborted).toBe(true);
});

describe("sleep", () => {
  test("waits as long as it says, and frees its timer", async () => {
    const before = timers();
    const started = performance.now();
    await sleep(30, undefined);
    // A timer may fire a millisecond early by the other clock.
    expect(performance.now() - started).toBeGreaterThanOrEqual(28);
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

describe("startDeadline", () => {
  test("aborts with its caller, unless it was released", async () => {
    const caller = new AbortController();
    const before = timers();
    const running = startDeadline(60_000, caller.signal);
    const released = startDeadline(60_000, caller.signal);
    released.release();
    caller.abort();
    expect([running.signal.aborted, released.signal.aborted]).toEqual([true, false]);
    expect(await failureOf(running.race(new Promise(() => {})))).toMatchObject({ name: "AbortError" });
    running.release();
    expect(timers()).toBe(before);
  });
});
