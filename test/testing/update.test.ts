import { describe, expect, test } from "vitest";
import type { CustomerOrder } from "../../src/index.js";
import { anOrder, createFakePolar, type OrderOverrides } from "../../src/testing.js";
import { checkedFake, type CheckedFake } from "../support/fake.js";

const now = (): number => Date.parse("2026-11-24T12:00:00.000Z");
const home = {
  line1: "1 Main St",
  line2: null,
  postal_code: "94105",
  city: "San Francisco",
  state: "US-CA",
  country: "US",
};

function start(overrides: OrderOverrides = {}): { fake: CheckedFake; update: (body: unknown) => Promise<Response> } {
  const fake = checkedFake({
    orders: [anOrder({ billing_name: "Acme Inc.", billing_address: home, ...overrides })],
    now,
  });
  return { fake, update: (body) => fake.send(`PATCH ${fake.orders[0]?.id}`, { body }) };
}

async function orderOf(answer: Promise<Response>): Promise<CustomerOrder> {
  const got = await answer;
  expect(got.status).toBe(200);
  return (await got.json()) as CustomerOrder;
}

async function findingsOf(answer: Promise<Response>): Promise<{ error: string; detail: { loc: unknown[] }[] }> {
  const got = await answer;
  expect(got.status).toBe(422);
  return (await got.json()) as { error: string; detail: { loc: unknown[] }[] };
}

describe("the members of an update", () => {
  test("what is left out stays", async () => {
    const { fake, update } = start();
    expect(await orderOf(update({ billing_name: "Ada" }))).toMatchObject({
      billing_name: "Ada",
      billing_address: home,
    });
    const moved = { ...home, line1: "2 Main St" };
    expect(await orderOf(update({ billing_address: moved }))).toMatchObject({
      billing_name: "Ada",
      billing_address: moved,
    });
    expect(fake.orders[0]).toMatchObject({ billing_name: "Ada", billing_address: moved });
  });

  test("null clears", async () => {
    const { update } = start();
    expect(await orderOf(update({ billing_name: null }))).toMatchObject({ billing_name: null, billing_address: home });
    expect(await orderOf(update({ billing_address: null }))).toMatchObject({
      billing_name: null,
      billing_address: null,
    });
  });

  test("a name is stored as it is, blank or not", async () => {
    const { update } = start();
    for (const billing_name of ["", "  ", " Ada ", "x".repeat(10_000)])
      expect(await orderOf(update({ billing_name }))).toMatchObject({ billing_name });
  });

  test("an address replaces the stored one whole: lines left out read back as null", async () => {
    const { update } = start();
    const { billing_address } = await orderOf(
      update({ billing_address: { country: "US", state: "US-CA", city: "LA" } }),
    );
    expect(billing_address).toEqual({ ...home, line1: null, line2: null, postal_code: null, city: "LA" });
  });

  test("lines are trimmed, and blank ones become null", async () => {
    const { update } = start();
    const sent = { ...home, line1: "  1 Main St\n", line2: " \t", postal_code: "", city: null };
    expect((await orderOf(update({ billing_address: sent }))).billing_address).toEqual({
      ...home,
      postal_code: null,
      city: null,
    });
  });

  test.each([
    ["us", "CA", "US", "US-CA"],
    ["Us", " US-DC ", "US", "US-DC"],
    ["ca", "ON", "CA", "CA-ON"],
    ["CA", "CA-YT", "CA", "CA-YT"],
    ["fr", " ca ", "FR", "ca"],
    ["DE", "US-CA", "DE", "US-CA"],
    ["US", "", "US", null],
  ])("country %j with state %j is stored as %j with %j", async (country, state, storedCountry, storedState) => {
    const { update } = start({ billing_address: null });
    const { billing_address } = await orderOf(update({ billing_address: { country, state } }));
    expect(billing_address).toMatchObject({ country: storedCountry, state: storedState });
  });

  test.each([
    ["US", "PR"],
    ["US", "AA"],
    ["US", "US-"],
    ["US", "CA-ON"],
    ["US", "ny"],
    ["CA", "CA-XX"],
    ["CA", "US-CA"],
  ])("%s has no state %j", async (country, state) => {
    const { update } = start({ billing_address: null });
    const { detail } = await findingsOf(update({ billing_address: { country, state } }));
    expect(detail).toEqual([expect.objectContaining({ loc: ["body", "billing_address"], input: { country, state } })]);
  });

  test("the US have 51 states, and Canada has 13 provinces and territories", async () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const pairs = letters.flatMap((first) => letters.map((second) => first + second));
    // Not the checked one: 1,352 answers take too long to check.
    const fake = createFakePolar();
    const order = fake.orders[0]!;
    const url = `https://api.polar.sh/v1/customer-portal/orders/${order.id}`;
    const headers = { Authorization: `Bearer ${fake.token}`, "Content-Type": "application/json" };
    const valid = async (country: string): Promise<string[]> => {
      const found: string[] = [];
      for (const state of pairs) {
        order.billing_address = null;
        const body = JSON.stringify({ billing_address: { country, state } });
        const answer = await fake.fetch(url, { method: "PATCH", headers, body });
        if (answer.ok) found.push(state);
      }
      return found;
    };
    const us =
      "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY";
    expect(await valid("US")).toEqual(us.split(" "));
    expect(await valid("CA")).toEqual("AB BC MB NB NL NS NT NU ON PE QC SK YT".split(" "));
  });

  test.each(["CU", "IR", "KP", "RU", "sy", "XK", " US", "USA", "", 5, null])(
    "country %j is refused",
    async (country) => {
      const { update } = start({ billing_address: null });
      const { error, detail } = await findingsOf(update({ billing_address: { country } }));
      expect(error).toBe("RequestValidationError");
      expect(detail).toHaveLength(1);
      expect(detail[0]).toMatchObject({
        type: "enum",
        loc: ["body", "billing_address", "country"],
        msg: expect.stringMatching(/^Input should be 'AD', 'AE', .* 'ZM' or 'ZW'$/),
        input: typeof country === "string" ? country.toUpperCase() : country,
      });
      const { msg, ctx } = detail[0] as unknown as { msg: string; ctx: { expected: string } };
      expect(msg).toBe(`Input should be ${ctx.expected}`);
      expect(ctx.expected.match(/'[A-Z]{2}'/g)).toHaveLength(244);
    },
  );

  test.each([
    ["4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3", "uuid_parsing", undefined],
    ["zf6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a", "uuid_parsing", "invalid character: found `z` at 1"],
    ["4f6c1b0e-5a53-4d2e", "uuid_parsing", undefined],
    ["4f6c1b0e-5a53-7d2e-9a0b-6f0d8d1c2b3a", "uuid_version", undefined],
  ])("the id %s is refused: %s", async (id, type, reason) => {
    const { fake } = start();
    const { detail } = await findingsOf(fake.send(`PATCH ${id}`, { body: {} }));
    expect(detail).toEqual([expect.objectContaining({ type, loc: ["path", "id"], input: id })]);
    if (reason) expect(detail[0]).toMatchObject({ ctx: { error: reason } });
  });

  test("members that Polar does not know are ignored", async () => {
    const { fake, update } = start();
    const before = structuredClone(fake.orders[0]);
    expect(await orderOf(update({ billingName: "Ada", status: "void" }))).toEqual(before);
  });

  test("all faults are reported together, the path's first", async () => {
    const { fake } = start();
    const address = { line1: 1, city: false, state: {}, country: "XX" };
    const { detail } = await findingsOf(
      fake.send("PATCH abc", { body: { billing_name: 5, billing_address: address } }),
    );
    expect(detail.map(({ loc }) => loc.join("."))).toEqual([
      "path.id",
      "body.billing_name",
      "body.billing_address.line1",
      "body.billing_address.city",
      "body.billing_address.state",
      "body.billing_address.country",
    ]);
  });

  test.each([
    ["application/json; charset=utf-8", 200],
    ["application/merge-patch+json", 200],
    ["text/plain", 422],
    ["application/jsonl", 422],
    ["", 422],
  ])("media type %j: %i", async (mediaType, status) => {
    const { fake } = start();
    const sent = { body: "{}", headers: { "Content-Type": mediaType } };
    const answer = await fake.send(`PATCH ${fake.orders[0]?.id}`, sent);
    expect(answer.status).toBe(status);
    if (status !== 422) return;
    const msg = "Input should be a valid dictionary or object to extract fields from";
    const { detail } = (await answer.json()) as { detail: unknown };
    expect(detail).toEqual([{ type: "model_attributes_type", loc: ["body"], msg, input: "{}" }]);
  });
});

describe("modified_at", () => {
  test("moves with every known member, even with an equal value, and has six digits", async () => {
    const { update } = start();
    expect((await orderOf(update({ billing_name: "Acme Inc." }))).modified_at).toBe("2026-11-24T12:00:00.000000Z");
    expect((await orderOf(update({ billing_address: home }))).modified_at).toBe("2026-11-24T12:00:00.000001Z");
  });

  test("stays if there is no known member", async () => {
    const { update } = start();
    expect((await orderOf(update({}))).modified_at).toBeNull();
    expect((await orderOf(update({ name: "Ada" }))).modified_at).toBeNull();
  });
});

describe("locks", () => {
  const refusal = (member: string, input: unknown): object => ({
    type: "value_error",
    loc: ["body", "billing_address", member],
    msg: `${member === "state" ? "State" : "Country"} cannot be changed`,
    input,
  });

  test.each([
    [
      "both changed, country first",
      home,
      { country: "ca", state: "ON" },
      [refusal("country", "CA"), refusal("state", "CA-ON")],
    ],
    [
      "a state of another case",
      { ...home, country: "FR", state: "Île-de-France" },
      { country: "fr", state: "île-de-france" },
      [refusal("state", "île-de-france")],
    ],
    [
      "a state if none is stored",
      { ...home, country: "DE", state: null },
      { country: "DE", state: "Berlin" },
      [refusal("state", "Berlin")],
    ],
    ["the state left out", home, { country: "US", city: "LA" }, [refusal("state", null)]],
  ])("%s", async (_fact, stored, billing_address, detail) => {
    const { fake, update } = start({ billing_address: stored });
    const before = structuredClone(fake.orders[0]);
    const refused = await findingsOf(update({ billing_name: "Ada", billing_address }));
    expect(refused).toEqual({ error: "PolarRequestValidationError", detail });
    expect(fake.orders[0]).toEqual(before);
  });

  test("the same country and state pass in any spelling", async () => {
    const { update } = start();
    for (const state of [" CA ", "US-CA"])
      expect(await orderOf(update({ billing_address: { country: "us", state } }))).toMatchObject({
        billing_address: { country: "US", state: "US-CA" },
      });
  });

  test("without a stored address any is accepted once", async () => {
    const { update } = start({ billing_address: null });
    expect((await update({ billing_address: { country: "FR" } })).status).toBe(200);
    expect((await update({ billing_address: { country: "DE" } })).status).toBe(422);
  });

  test("null does not meet them, and takes them away", async () => {
    const { update } = start();
    expect((await update({ billing_address: null })).status).toBe(200);
    expect((await update({ billing_address: { country: "FR" } })).status).toBe(200);
  });

  test("an order of a country that is refused cannot get another address", async () => {
    const { update } = start({ billing_address: { ...home, country: "RU", state: null } });
    expect(await findingsOf(update({ billing_address: { country: "RU" } }))).toMatchObject({
      detail: [{ type: "enum" }],
    });
    expect(await findingsOf(update({ billing_address: { country: "US" } }))).toMatchObject({
      detail: [{ msg: "Country cannot be changed" }],
    });
  });
});
