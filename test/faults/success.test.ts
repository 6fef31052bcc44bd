import { describe, expect, test } from "vitest";
import { failureOf, id, testClient } from "../support/orders.js";
import { answer, json, misbehave, type Behaviour } from "../support/socket-server.js";

const otherId = "5a0c9f3e-1d42-4b7a-8e61-0f9d8c7b6a54";
const ok = json(200, { id });

describe("a success that is not about the order that was asked for", () => {
  test.each<[string, Behaviour]>([
    ["another order's id", json(200, { id: otherId })],
    ["no id", json(200, {})],
    ["an error in a 200", json(200, { error: "ResourceNotFound" })],
    ["an id that is a number", json(200, { id: 5 })],
    ["an undocumented 201", json(201, { id })],
    ["an undocumented 299", json(299, { id })],
    ["an undocumented 202", json(202, { status: "queued" })],
  ])("%s is retried, and is an UnreadableResponseError in the end", async (_fact, behaviour) => {
    const server = await misbehave([behaviour, ok]);
    const { orders, events } = testClient({ server: server.url });
    expect(await orders.update(id, {})).toEqual({ id });
    expect(events).toMatchObject([{ error: "UnreadableResponseError" }, { error: undefined }]);
    const broken = await misbehave([behaviour]);
    const error = await failureOf(testClient({ server: broken.url }).orders.update(id, {}));
    expect(error).toMatchObject({ name: "UnreadableResponseError", attempts: 3 });
  });

  test("the id is compared without regard to case: Polar writes it in lower case", async () => {
    const server = await misbehave([ok]);
    const { orders } = testClient({ server: server.url });
    expect(await orders.update(id.toUpperCase(), {})).toEqual({ id });
    expect(server.requests).toHaveLength(1);
  });

  test("a late second answer on a kept-alive connection is not taken for the next call's", async () => {
    const twice: Behaviour = (socket, request) => {
      ok(socket, request);
      ok(socket, request);
    };
    const server = await misbehave([twice, json(200, { id: otherId })]);
    const { orders } = testClient({ server: server.url });
    expect(await orders.update(id, {})).toEqual({ id });
    expect(await orders.update(otherId, {})).toEqual({ id: otherId });
  });
});

test("an answer whose Polar-Version does not look like a version has none in its event", async () => {
  const versions = ["2026-10", "x".repeat(5000), "2026-10; drop", "\t2027-01"];
  for (const [index, expected] of ["2026-10", undefined, undefined, "2027-01"].entries()) {
    const server = await misbehave([json(200, { id }, { "Polar-Version": versions[index]! })]);
    const { orders, events } = testClient({ server: server.url });
    await orders.update(id, {});
    expect(events[0]?.polarVersion).toBe(expected);
  }
});

test("an empty 404 is not retried", async () => {
  const server = await misbehave([answer(404), ok]);
  expect(await failureOf(testClient({ server: server.url }).orders.update(id, {}))).toMatchObject({ attempts: 1 });
});
