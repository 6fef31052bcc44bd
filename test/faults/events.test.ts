import { describe, expect, test } from "vitest";
import { createOrdersClient, type AttemptEvent } from "../../src/index.js";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, json, misbehave, reset } from "../support/socket-server.js";

const ok = json(200, { id }, { "Polar-Version": "2026-10" });

describe("onAttempt", () => {
  test("hears of each attempt, and of nothing else", async () => {
    const server = await misbehave([reset, answer(503, "", { "Polar-Version": "2027-01" }), ok]);
    const { orders, events } = testClient({ server: server.url });
    await orders.update(id, { billing_name: "Ada Lovelace" });
    const method = "PATCH";
    const path = "/v1/customer-portal/orders/{id}";
    const durationMs = expect.any(Number);
    const shared = { operation: "customer_portal:orders:update", method, path, durationMs };
    const none = undefined;
    expect(events).toStrictEqual([
      { ...shared, attempt: 1, status: none, error: "ConnectionError", nextDelayMs: 375, polarVersion: none },
      { ...shared, attempt: 2, status: 503, error: "ServerError", nextDelayMs: 750, polarVersion: "2027-01" },
      { ...shared, attempt: 3, status: 200, error: none, nextDelayMs: none, polarVersion: "2026-10" },
    ]);
    for (const event of events) expect(event.durationMs).toBeGreaterThanOrEqual(0);
  });

  test("measures the attempt to the end of its body", async () => {
    const server = await misbehave([(socket, request) => void setTimeout(() => ok(socket, request), 60)]);
    const { orders, events } = testClient({ server: server.url });
    await orders.update(id, {});
    // A timer may fire a millisecond early by the other clock.
    expect(events[0]?.durationMs).toBeGreaterThanOrEqual(58);
    expect(events[0]?.durationMs).toBeLessThan(5000);
  });

  test.each<[string, (event: AttemptEvent) => void]>([
    [
      "throws",
      () => {
        throw new Error("listener");
      },
    ],
    // An async function fits the type; its rejection must not end the process.
    [
      "rejects",
      async () => {
        throw new Error("listener");
      },
    ],
  ])("that %s does not break the call", async (_fact, onAttempt) => {
    const server = await misbehave([answer(500), ok]);
    const { orders } = testClient({ server: server.url, onAttempt });
    expect(await orders.update(id, {})).toEqual({ id });
  });
});

test("the defaults: two retries after waits of half a second and a second at most, and half of it at least", async () => {
  const server = await misbehave([answer(500)]);
  const events: AttemptEvent[] = [];
  const orders = createOrdersClient({
    customerSession: "t",
    server: server.url,
    onAttempt: (event) => events.push(event),
  });
  const error = await failureOf(orders.update(id, {}));
  expect(error).toMatchObject({ name: "ServerError", attempts: 3 });
  const delays = events.map(({ nextDelayMs }) => nextDelayMs);
  expect(delays).toEqual([expect.any(Number), expect.any(Number), undefined]);
  expect(delays[0]).toBeGreaterThanOrEqual(250);
  expect(delays[0]).toBeLessThan(500);
  expect(delays[1]).toBeGreaterThanOrEqual(500);
  expect(delays[1]).toBeLessThan(1000);
});
