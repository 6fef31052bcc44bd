import { describe, expect, inject, test } from "vitest";
import { createOrdersClient, type CustomerOrderUpdate } from "../../src/index.js";
import { apiVersion } from "../../src/generated/constants.js";
import { requestExamples } from "../support/fragment.js";
import { recordingFetch, type Recorded } from "../support/recorder.js";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const path = `/v1/customer-portal/orders/${id}`;

/** Sends through the client; returns the one request that reached the mock. */
async function send(changes: CustomerOrderUpdate): Promise<Recorded> {
  const { fetch, requests } = recordingFetch();
  const orders = createOrdersClient({ customerSession: "polar_cst_test", server: inject("mockUrl"), fetch });
  await orders.update(id, changes);
  expect(requests).toHaveLength(1);
  return requests[0]!;
}

/** Sends around the client, which would refuse to. */
function sendRaw(body: unknown, { token = "polar_cst_test", to = path } = {}): Promise<Response> {
  return fetch(inject("mockUrl") + to, {
    method: "PATCH",
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
}

describe("what the client sends", () => {
  test.each(Object.entries(requestExamples))("the request example %s is accepted", async (_name, example) => {
    const { response, body } = await send(example as CustomerOrderUpdate);
    expect(response.status).toBe(200);
    expect(response.headers.get("sl-violations")).toBeNull();
    expect(JSON.parse(body as string)).toEqual(example);
  });

  test("method, path and exactly three headers", async () => {
    const { method, url, headers } = await send({ billing_name: "Ada Lovelace" });
    expect(method).toBe("PATCH");
    expect(url).toBe(inject("mockUrl") + path);
    expect(Object.fromEntries(headers)).toEqual({
      authorization: "Bearer polar_cst_test",
      "content-type": "application/json",
      "polar-version": "2026-10",
    });
    expect(apiVersion).toBe("2026-10");
  });

  test.each<[string, CustomerOrderUpdate, string]>([
    ["an absent member is not on the wire", {}, "{}"],
    [
      "null is on the wire",
      { billing_name: null, billing_address: null },
      '{"billing_name":null,"billing_address":null}',
    ],
    ["the empty string is on the wire", { billing_name: "" }, '{"billing_name":""}'],
    // exactOptionalPropertyTypes refuses undefined; plain JavaScript does not.
    ["undefined is as good as absent", { billing_name: undefined } as unknown as CustomerOrderUpdate, "{}"],
  ])("%s", async (_fact, changes, expected) => {
    const { body } = await send(changes);
    expect(body).toBe(expected);
  });
});

describe("what the mock refuses, so that a wrong client could not pass", () => {
  const country = "US";
  test.each<[string, unknown]>([
    ["a name of the wrong type", { billing_name: 5 }],
    ["a NUL in the name", { billing_name: "a\u0000b" }],
    ["an address of the wrong type", { billing_address: "x" }],
    ["an address without a country", { billing_address: { line1: "x" } }],
    ["a country that Polar does not take", { billing_address: { country: "RU" } }],
    ["a country in lower case", { billing_address: { country: "us" } }],
    ["a line of the wrong type", { billing_address: { country, line1: 1 } }],
    ["a body that is an array", []],
  ])("%s", async (_fact, body) => {
    const response = await sendRaw(body);
    expect(response.status).toBe(422);
    expect(response.headers.get("sl-violations")).toContain("request");
    await response.body?.cancel();
  });

  test.each([
    ["no UUID", "abc"],
    ["a UUID of version 1", "c232ab00-9414-11ec-b3c8-9f6bdeced846"],
    ["a UUID without hyphens", id.replaceAll("-", "")],
  ])("an id that is %s", async (_fact, wrongId) => {
    const response = await sendRaw({}, { to: `/v1/customer-portal/orders/${wrongId}` });
    expect(response.status).toBe(422);
    expect(response.headers.get("sl-violations")).toContain('"id"');
    await response.body?.cancel();
  });

  test("no token", async () => {
    const response = await sendRaw({}, { token: "" });
    expect(response.status).toBe(401);
    await response.body?.cancel();
  });
});
