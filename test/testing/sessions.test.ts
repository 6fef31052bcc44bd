import { describe, expect, test } from "vitest";
import type { components } from "../../src/generated/types.js";
import { anOrder } from "../../src/testing.js";
import { checkedFake } from "../support/fake.js";

type Session = components["schemas"]["CustomerSession"];

function start() {
  const fake = checkedFake();
  const create = (body: unknown): Promise<Response> => fake.send("POST /v1/customer-sessions/", { body });
  return { fake, create, customer_id: fake.orders[0]!.customer_id };
}

async function sessionOf(answer: Promise<Response>): Promise<Session> {
  const got = await answer;
  expect(got.status).toBe(201);
  return (await got.json()) as Session;
}

describe("a session", () => {
  test("opens the orders of its customer", async () => {
    const { fake, create, customer_id } = start();
    const { token } = await sessionOf(create({ customer_id }));
    expect(await (await fake.send("GET ", { token })).json()).toMatchObject({ items: fake.orders });
    fake.expire(token);
    expect((await fake.send("GET ", { token })).status).toBe(401);
  });

  test("customers have the external ids usr_1, usr_2 and so on", async () => {
    const other = "7d3f0c52-0b1e-4c5a-8f0e-2a9c5d6e7f80";
    const fake = checkedFake({ orders: [anOrder(), anOrder({ customer_id: other }), anOrder()] });
    const body = { external_customer_id: "usr_2" };
    const session = await sessionOf(fake.send("POST /v1/customer-sessions/", { body }));
    expect(session.customer_id).toBe(other);
    expect(fake.customers.map(({ external_id }) => external_id)).toEqual(["usr_1", "usr_2"]);
  });

  test.each([
    [{ external_customer_id: "usr_1", customer_id: "7d3f0c52-0b1e-4c5a-8f0e-2a9c5d6e7f80" }, "the external id wins"],
    [{ external_customer_id: "usr_1", customer_id: null }, "null counts as not sent"],
    [{ external_customer_id: "usr_1", customer_external_id: "x" }, "the new spelling wins"],
    [
      { external_customer_id: "usr_1", member_id: null, external_member_id: "nobody", return_url: null, x: 1 },
      "members are ignored",
    ],
  ])("%j: %s", async (body, _fact) => {
    const { create, customer_id } = start();
    expect((await sessionOf(create(body))).customer_id).toBe(customer_id);
  });

  test.each([
    ["https://example.com", "https://example.com/"],
    ["HTTP://EXAMPLE.com/a b?c=ü", "http://example.com/a%20b?c=%C3%BC"],
    [null, null],
  ])("return URL %j is stored as %j", async (return_url, stored) => {
    const { create, customer_id } = start();
    expect((await sessionOf(create({ customer_id, return_url }))).return_url).toBe(stored);
  });

  test.each([
    ["a+b@example.com", "a%2Bb%40example.com"],
    [null, "None"],
  ])("the portal link of the customer %j ends in %s", async (email, ending) => {
    const { fake, create, customer_id } = start();
    Object.assign(fake.customers[0]!, { email, type: email === null ? "team" : "individual" });
    const { customer_portal_url, token } = await sessionOf(create({ customer_id }));
    expect(customer_portal_url).toBe(`https://polar.sh/acme/portal?customer_session_token=${token}&email=${ending}`);
  });
});

describe("a wrong request", () => {
  const [byId, byExternalId] = ["CustomerSessionCustomerIDCreate", "CustomerSessionCustomerExternalIDCreate"];
  const missing = (variant: string | undefined, name: string): unknown[] => ["missing", "body", variant, name];

  test.each([
    [
      { customer_id: null },
      [["uuid_type", "body", byId, "customer_id"], missing(byExternalId, "external_customer_id")],
    ],
    [
      { external_customer_id: "a\0" },
      [missing(byId, "customer_id"), ["value_error", "body", byExternalId, "external_customer_id"]],
    ],
    [
      { external_customer_id: 4 },
      [missing(byId, "customer_id"), ["string_type", "body", byExternalId, "external_customer_id"]],
    ],
    [
      { customer_id: "bad", external_customer_id: "x", member_id: "z" },
      [
        ["uuid_parsing", "body", byId, "member_id"],
        ["uuid_parsing", "body", byId, "customer_id"],
        ["uuid_parsing", "body", byExternalId, "member_id"],
      ],
    ],
    [
      { external_customer_id: "x", return_url: "" },
      [
        ["url_parsing", "body", byId, "return_url"],
        missing(byId, "customer_id"),
        ["url_parsing", "body", byExternalId, "return_url"],
      ],
    ],
  ])("%j has the faults of both variants", async (body, expected) => {
    const { create } = start();
    const answer = await create(body);
    const { error, detail } = (await answer.json()) as { error: string; detail: { type: string; loc: string[] }[] };
    expect([answer.status, error]).toEqual([422, "RequestValidationError"]);
    expect(detail.map(({ type, loc }) => [type, ...loc])).toEqual(expected);
  });

  test.each([
    ["/account", "url_parsing", "Input should be a valid URL, relative URL without a base"],
    ["", "url_parsing", "Input should be a valid URL, input is empty"],
    ["mailto:a@b", "url_scheme", "URL scheme should be 'http' or 'https'"],
    [5, "url_type", "URL input should be a string or URL"],
  ])("return URL %j: %s", async (return_url, type, msg) => {
    const { create, customer_id } = start();
    const { detail } = (await (await create({ customer_id, return_url })).json()) as { detail: object[] };
    expect(detail[0]).toMatchObject({ type, msg, input: return_url });
  });
});
