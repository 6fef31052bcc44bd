import { describe, expect, inject, test } from "vitest";
import { createOrdersClient, type CustomerOrderUpdate } from "../../src/index.js";
import { apiVersion } from "../../src/generated/constants.js";
import { ask } from "../support/ask.js";
import { bundle, operationOf, operations, requestExamples, type DeclaredOperation } from "../support/fragment.js";
import { recordingFetch, type Recorded } from "../support/recorder.js";
import { resolve, type Schema } from "../../scripts/contract/document.js";

// Of the contract's own example, which the mock answers with.
const id = "df17aa72-3bde-4468-a13b-ecb9733ba43b";
const uuidOfVersion1 = "c232ab00-9414-11ec-b3c8-9f6bdeced846";
const update = "customer_portal:orders:update";
const createSession = "customer-sessions:create";
const path = `/v1/customer-portal/orders/${id}`;

/** Sends through the client; returns the one request that reached the mock. */
async function send(changes: CustomerOrderUpdate): Promise<Recorded> {
  const { fetch, requests } = recordingFetch();
  const orders = createOrdersClient({ customerSession: "polar_cst_test", server: inject("mockUrl"), fetch });
  await orders.update(id, changes);
  expect(requests).toHaveLength(1);
  return requests[0]!;
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

describe("the mock takes", () => {
  const bodies = operations.flatMap((operation) =>
    Object.entries(operation.requests).map(([name, body]) => ({ name: `${operation.id}: ${name}`, operation, body })),
  );
  test.each(bodies)("the request example of $name", async ({ operation, body }) => {
    expect(await verdictOf(ask(inject("mockUrl"), operation, { body }))).toEqual(accepted(operation));
  });

  test.each(parametersIn("query"))(
    "$name of $operation.id, as often as a list allows",
    async ({ operation, name, schema }) => {
      const query = new URLSearchParams(goodValues(schema).map((value) => [name, value]));
      expect(await verdictOf(ask(inject("mockUrl"), operation, { query }))).toEqual(accepted(operation));
    },
  );

  const withQuery = new Set(parametersIn("query").map(({ operation }) => operation));
  test.each([...withQuery])("all query parameters of $id together", async (operation) => {
    const parameters = parametersIn("query").filter((parameter) => parameter.operation === operation);
    const pairs = parameters.flatMap(({ name, schema }) => goodValues(schema).map((value) => [name, value]));
    const query = new URLSearchParams(pairs);
    expect(await verdictOf(ask(inject("mockUrl"), operation, { query }))).toEqual(accepted(operation));
  });

  test("a POST with an empty body if the operation takes none", async () => {
    const answer = ask(inject("mockUrl"), operationOf("customer_portal:orders:generate_invoice"));
    expect(await verdictOf(answer)).toEqual({ status: 202, violations: null });
  });
});

describe("the mock refuses, so that a wrong client cannot pass,", () => {
  const country = "US";
  const customer_id = id;
  test.each<[operationId: string, fact: string, body: unknown]>([
    [update, "a name of the wrong type", { billing_name: 5 }],
    [update, "a NUL in the name", { billing_name: "a\u0000b" }],
    [update, "an address of the wrong type", { billing_address: "x" }],
    [update, "an address without a country", { billing_address: { line1: "x" } }],
    [update, "a country that Polar does not take", { billing_address: { country: "RU" } }],
    [update, "a country in lower case", { billing_address: { country: "us" } }],
    [update, "a line of the wrong type", { billing_address: { country, line1: 1 } }],
    [update, "a body that is an array", []],
    [createSession, "neither id", {}],
    [createSession, "both ids", { customer_id, external_customer_id: "usr_1337" }],
    [
      createSession,
      "an external id beside an id that is null",
      { customer_id: null, external_customer_id: "usr_1337" },
    ],
    [createSession, "a customer id of another UUID version", { customer_id: uuidOfVersion1 }],
    [createSession, "an external id of the wrong type", { external_customer_id: 5 }],
    [createSession, "a NUL in the external id", { external_customer_id: "a\u0000b" }],
    [createSession, "a member id that is no UUID", { customer_id, member_id: "abc" }],
    [createSession, "a return URL of another scheme", { customer_id, return_url: "ftp://example.com" }],
    [createSession, "a relative return URL", { customer_id, return_url: "/account" }],
    [
      createSession,
      "a return URL above 2083 characters",
      { customer_id, return_url: `https://x.example/${"a".repeat(2066)}` },
    ],
    [createSession, "a body that is an array", []],
  ])("from %s %s", async (name, _fact, body) => {
    expect(await verdictOf(ask(inject("mockUrl"), operationOf(name), { body }))).toEqual(refused("request"));
  });

  // The next test makes its values from the contract itself, so it cannot tell a limit that is wrong there.
  test.each(["page=0", "page=1.5", "limit=0", "limit=101", "sorting=bad", "sorting=amount,product", "product_id=abc"])(
    "a list with %s",
    async (query) => {
      const answer = ask(inject("mockUrl"), operationOf("customer_portal:orders:list"), {
        query: new URLSearchParams(query),
      });
      expect(await verdictOf(answer)).toEqual(refused(`"${query.split("=")[0]}"`));
    },
  );

  const wrong = [...parametersIn("path"), ...parametersIn("query"), ...parametersIn("header")].flatMap((parameter) =>
    wrongValues(parameter.schema).map((value) => ({ ...parameter, value })),
  );
  test.each(wrong)("from $operation.id $name=$value", async ({ operation, name, in: place, value }) => {
    const changes = {
      path: { path: { [name]: value } },
      query: { query: new URLSearchParams([[name, value]]) },
      header: { headers: { [name]: value } },
    }[place];
    const answer = ask(inject("mockUrl"), operation, changes);
    expect(await verdictOf(answer)).toEqual(refused(`"${name.toLowerCase()}"`));
  });

  test.each(parametersIn("query").filter(({ schema }) => schema.items))(
    "a wrong $name of $operation.id behind a good one",
    async ({ operation, name, schema }) => {
      const query = new URLSearchParams(goodValues(schema).map((value) => [name, value]));
      query.append(name, "bad");
      expect(await verdictOf(ask(inject("mockUrl"), operation, { query }))).toEqual(refused(`"${name}"`));
    },
  );

  test.each(operations)("a request for $id without a token", async (operation) => {
    const { status } = await verdictOf(ask(inject("mockUrl"), operation, { headers: { Authorization: "" } }));
    expect(status).toBe(401);
  });
});

type Place = "path" | "query" | "header";

/** The parameters of every operation that stand in this place, their schemas without references. */
function parametersIn(place: Place): { operation: DeclaredOperation; name: string; in: Place; schema: Schema }[] {
  return operations.flatMap((operation) =>
    operation.parameters.flatMap((parameter) => {
      if (parameter.in !== place) return [];
      return [{ operation, name: parameter.name, in: place, schema: resolve(bundle, parameter.schema) }];
    }),
  );
}

function goodValues({ type, items, enum: values, format, minimum, maximum }: Schema): string[] {
  if (items) return goodValues(resolve(bundle, items));
  if (values) return values.slice(0, 2);
  if (format === "uuid") return [id, id.toUpperCase()];
  return [type === "integer" ? String(maximum ?? minimum) : "pro"];
}

function wrongValues({ type, items, enum: values, format, pattern, minimum, maximum }: Schema): string[] {
  if (items) return [...wrongValues(resolve(bundle, items)), goodValues({ items }).join(",")];
  if (values) return ["bad"];
  if (format === "uuid") return ["abc", uuidOfVersion1, id.replaceAll("-", "")];
  if (type === "integer") {
    const bounds = [minimum !== undefined && minimum - 1, maximum !== undefined && maximum + 1];
    return ["abc", "1.5", ...bounds.filter((bound) => bound !== false).map(String)];
  }
  return pattern === undefined ? [] : ["x"];
}

/** What the mock thinks of a request: the status of its answer, and what it says against it. */
async function verdictOf(answer: Promise<Response>): Promise<{ status: number; violations: string | null }> {
  const response = await answer;
  await response.body?.cancel();
  return { status: response.status, violations: response.headers.get("sl-violations") };
}

function accepted({ operation }: DeclaredOperation): { status: number; violations: null } {
  return { status: Number(Object.keys(operation.responses)[0]), violations: null };
}

function refused(violation: string): unknown {
  return { status: 422, violations: expect.stringContaining(violation) };
}
