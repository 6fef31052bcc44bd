import { describe, expect, test } from "vitest";
import { anOrder } from "../../src/testing.js";
import { checkedFake } from "../support/fake.js";

const unknownOrder = "7d3f0c52-0b1e-4c5a-8f0e-2a9c5d6e7f80";
const tooLong = "x".repeat(10_485_761);

describe("the order of checks", () => {
  const fake = checkedFake();
  const id = fake.orders[0]!.id;
  const member = fake.issueToken({ role: "member" });
  const badVersion = { "Polar-Version": "2020-01" };

  test.each([
    ["the version before the length", "PATCH abc", { body: tooLong, headers: badVersion }, 404],
    ["the length before the token", "PATCH abc", { body: tooLong, token: "x" }, 413],
    ["the token before the path", "GET /v1/unknown", { token: "x" }, 401],
    ["the path before the caller", "GET /v1/unknown", { token: null }, 404],
    ["the method before the caller", "DELETE abc", { token: null }, 405],
    ["the syntax before the caller", "PATCH abc", { body: "{", token: null }, 422],
    ["the kind of caller before what is sent", "PATCH abc", { body: {}, token: fake.organizationToken }, 401],
    ["the role before what is sent", "PATCH abc", { body: { billing_name: 5 }, token: member }, 403],
    ["the role before the query", "GET ?page=0", { token: member }, 403],
    ["what is sent before the order", `PATCH ${unknownOrder}`, { body: { billing_name: 5 } }, 422],
    ["the order before its locks", `PATCH ${unknownOrder}`, { body: { billing_address: { country: "FR" } } }, 404],
    ["the order's own rules at last", `PATCH ${id}`, { body: { billing_address: { country: "FR" } } }, 422],
  ])("%s", async (_fact, request, sent, status) => {
    expect((await fake.send(request, sent)).status).toBe(status);
  });
});

describe("paths and methods", () => {
  const fake = checkedFake();

  test.each([
    ["GET /v1/customer-portal/orders?page=2", "https://api.polar.sh/v1/customer-portal/orders/?page=2"],
    ["PATCH abc/", "https://api.polar.sh/v1/customer-portal/orders/abc"],
    ["POST abc/invoice/", "https://api.polar.sh/v1/customer-portal/orders/abc/invoice"],
    ["POST /v1/customer-sessions", "https://api.polar.sh/v1/customer-sessions/"],
  ])("%s is redirected to the exact path", async (request, location) => {
    const answer = await fake.send(request, request.startsWith("GET") ? {} : { body: {} });
    expect([answer.status, answer.headers.get("Location"), await answer.text()]).toEqual([307, location, ""]);
  });

  test.each([
    ["HEAD abc", "GET"],
    ["DELETE abc", "GET"],
    ["POST /v1/customer-portal/orders/", "GET"],
    ["GET /v1/customer-sessions/", "POST"],
    ["POST abc/receipt", "GET"],
  ])("%s is not allowed, but %s is", async (request, allowed) => {
    const answer = await fake.send(request, request.startsWith("POST") ? { body: {} } : {});
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, allowed]);
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await answer.json()).toEqual({ detail: "Method Not Allowed" });
  });

  test.each(["GET /", "GET /v1/member-sessions/", "POST abc/confirm-payment", "GET abc/invoice/x"])(
    "%s is unknown",
    async (request) => {
      const answer = await fake.send(request, request.startsWith("POST") ? { body: {} } : {});
      expect([answer.status, await answer.json()]).toEqual([404, { detail: "Not Found" }]);
    },
  );

  test("any server will do", async () => {
    const url = "http://localhost:3000/v1/customer-portal/orders/";
    expect((await fake.fetch(url, { headers: { Authorization: `bearer ${fake.token}` } })).status).toBe(200);
  });
});

describe("versions", () => {
  test.each([
    [{ "Polar-Version": "2026-04" }, "2026-04"],
    [{ "Polar-Version": "2027-01" }, "2027-01"],
    [{ "Polar-Version": "" }, "2026-10"],
    [{}, "2026-10"],
  ])("%j is served by %s", async (headers, version) => {
    expect((await checkedFake().send("GET ", { headers })).headers.get("Polar-Version")).toBe(version);
  });
});

describe("tokens", () => {
  test("have the form that Polar's have", () => {
    const fake = checkedFake();
    expect(fake.token).toMatch(/^polar_cst_[A-Za-z0-9]{43}$/);
    expect(fake.issueToken({ role: "owner" })).toMatch(/^polar_mst_[A-Za-z0-9]{43}$/);
    expect(fake.organizationToken).toMatch(/^polar_oat_[A-Za-z0-9]{43}$/);
  });

  test("a session lasts one hour, an organization token does not end", async () => {
    let time = Date.parse("2026-11-24T12:00:00Z");
    const fake = checkedFake({ now: () => time });
    const { customer_id } = fake.orders[0]!;
    time += 3_599_999;
    expect((await fake.send("GET ")).status).toBe(200);
    time += 1;
    expect((await fake.send("GET ")).status).toBe(401);
    expect((await fake.send("POST /v1/customer-sessions/", { body: { customer_id } })).status).toBe(201);
    expect((await fake.send("GET ", { token: fake.issueToken() })).status).toBe(200);
  });

  test("owners and billing managers see all orders of their customer, and nobody another's", async () => {
    const [own, another] = [anOrder(), anOrder({ customer_id: unknownOrder })];
    const fake = checkedFake({ orders: [own, another] });
    for (const role of ["owner", "billing_manager"] as const) {
      const answer = await fake.send("GET ", { token: fake.issueToken({ role }) });
      expect(await answer.json()).toMatchObject({ items: [own], pagination: { total_count: 1 } });
    }
    const token = fake.issueToken({ customerId: unknownOrder });
    expect(await (await fake.send("GET ", { token })).json()).toMatchObject({ items: [another] });
    expect((await fake.send(`GET ${own.id}`, { token })).status).toBe(404);
  });
});

test("requests are recorded as they arrived, with the status that they got", async () => {
  const fake = checkedFake();
  const { id } = fake.orders[0]!;
  await fake.send(`PATCH ${id}?x=1`, { body: { billing_name: "Ada" }, headers: { "Polar-Version": "2026-10" } });
  await fake.send("GET abc");
  expect(
    fake.requests.map(({ method, url, body, status }) => [method, url.pathname + url.search, body, status]),
  ).toEqual([
    ["PATCH", `/v1/customer-portal/orders/${id}?x=1`, '{"billing_name":"Ada"}', 200],
    ["GET", "/v1/customer-portal/orders/abc", undefined, 422],
  ]);
  expect(fake.requests[0]?.headers.get("polar-version")).toBe("2026-10");
});

test("two fakes share nothing", async () => {
  const orders = [anOrder({ billing_name: "Grace" })];
  const [one, other] = [checkedFake({ orders }), checkedFake({ orders })];
  await one.send(`PATCH ${orders[0]?.id}`, { body: { billing_name: "Ada" } });
  expect([one, other, { orders }].map((holder) => holder.orders[0]?.billing_name)).toEqual(["Ada", "Grace", "Grace"]);
  expect((await other.send("GET ", { token: one.token })).status).toBe(401);
  expect(other.requests).toHaveLength(1);
});
