import { describe, expect, test } from "vitest";
import { anOrder, type FakePolarOptions, type OrderOverrides } from "../../src/testing.js";
import { checkedFake, type CheckedFake } from "../support/fake.js";

const receipt_number = "RCPT-ABCDEFGH-0001";

function start(overrides: OrderOverrides, options: FakePolarOptions = {}): { fake: CheckedFake; id: string } {
  const fake = checkedFake({ orders: [anOrder(overrides)], now: () => Date.parse("2026-11-24T12:00:00Z"), ...options });
  return { fake, id: fake.orders[0]!.id };
}

const statuses = async (fake: CheckedFake, ...requests: string[]): Promise<number[]> => {
  const found: number[] = [];
  for (const request of requests) found.push((await fake.send(request)).status);
  return found;
};

describe("an invoice", () => {
  const printed = { billing_name: "Ada", billing_address: anOrder().billing_address };

  test("does not exist, is asked for, and is there at the second look", async () => {
    const { fake, id } = start({ billing_name: "Ada", is_invoice_generated: false });
    const look = `GET ${id}/invoice`;
    expect(await statuses(fake, look, look, `POST ${id}/invoice`, look, look)).toEqual([404, 404, 202, 404, 200]);
    expect(fake.orders[0]).toMatchObject({ is_invoice_generated: true, modified_at: "2026-11-24T12:00:00.000000Z" });
    expect(fake.invoices.get(id)).toEqual(printed);
  });

  test("a look at the order counts too", async () => {
    const { fake, id } = start({ is_invoice_generated: false });
    await fake.send(`POST ${id}/invoice`);
    const looks = [await fake.send(`GET ${id}`), await fake.send(`GET ${id}`)];
    const orders = (await Promise.all(looks.map((answer) => answer.json()))) as { is_invoice_generated: boolean }[];
    expect(orders.map(({ is_invoice_generated }) => is_invoice_generated)).toEqual([false, true]);
  });

  test("goes out of date with an update, is served all the same, and is rendered again", async () => {
    const { fake, id } = start({ billing_name: "Ada", is_invoice_generated: true });
    await fake.send(`PATCH ${id}`, { body: { billing_name: "Grace" } });
    expect(await statuses(fake, `GET ${id}/invoice`)).toEqual([200]);
    expect(fake.invoices.get(id)).toEqual(printed);
    const { modified_at } = fake.orders[0]!;
    await statuses(fake, `POST ${id}/invoice`, `GET ${id}`, `GET ${id}`);
    expect(fake.invoices.get(id)).toEqual({ ...printed, billing_name: "Grace" });
    expect(Date.parse(fake.orders[0]!.modified_at!)).toBeGreaterThanOrEqual(Date.parse(modified_at!));
    expect(fake.orders[0]!.modified_at).not.toBe(modified_at);
  });

  test("that is up to date is not rendered again", async () => {
    const { fake, id } = start({ is_invoice_generated: true });
    const before = structuredClone(fake.orders[0]);
    expect(await statuses(fake, `POST ${id}/invoice`, `GET ${id}`, `GET ${id}`)).toEqual([202, 200, 200]);
    expect(fake.orders[0]).toEqual(before);
  });

  test("takes as many looks as wanted; asking again does not start anew", async () => {
    const { fake, id } = start({ is_invoice_generated: false }, { rendersAfter: 3 });
    const [ask, look] = [`POST ${id}/invoice`, `GET ${id}/invoice`] as const;
    expect(await statuses(fake, ask, look, ask, look, ask, look, look)).toEqual([202, 404, 202, 404, 202, 404, 200]);
  });

  test("is there at once with rendersAfter 0, and never with Infinity", async () => {
    for (const [rendersAfter, status] of [
      [0, 200],
      [Infinity, 404],
    ] as const) {
      const { fake, id } = start({ is_invoice_generated: false }, { rendersAfter });
      const look = `GET ${id}/invoice`;
      expect((await statuses(fake, `POST ${id}/invoice`, look, look, look)).at(-1)).toBe(status);
    }
  });

  test.each([
    [{ status: "draft", billing_name: null }, 409],
    [{ status: "void" }, 409],
    [{ billing_name: null }, 422],
    [{ billing_address: null }, 422],
    [{ billing_name: "" }, 202],
    [{ status: "pending" }, 202],
  ] satisfies [OrderOverrides, number][])("of an order with %j: %i", async (overrides, status) => {
    const { fake, id } = start(overrides);
    expect(await statuses(fake, `POST ${id}/invoice`)).toEqual([status]);
  });

  test("ignores what is sent, even broken JSON", async () => {
    const { fake, id } = start({});
    const answer = await fake.send(`POST ${id}/invoice`, { body: "{" });
    expect([answer.status, await answer.text()]).toEqual([202, "null"]);
  });

  test("has a fresh link each time", async () => {
    const { fake, id } = start({ is_invoice_generated: true });
    const links = [await fake.send(`GET ${id}/invoice`), await fake.send(`GET ${id}/invoice`)];
    const [first, second] = (await Promise.all(links.map((answer) => answer.json()))) as { url: string }[];
    expect(first?.url).not.toBe(second?.url);
  });
});

describe("a receipt", () => {
  test("without a number does not exist, however often one looks", async () => {
    const { fake, id } = start({ receipt_number: null });
    const look = `GET ${id}/receipt`;
    expect(await statuses(fake, look, look)).toEqual([404, 404]);
  });

  test.each([
    [0, [202, 200, 200]],
    [1, [202, 200, 200]],
    [2, [202, 202, 200]],
    [Infinity, [202, 202, 202]],
  ])("is rendered by the first look: rendersAfter %j", async (rendersAfter, expected) => {
    const { fake, id } = start({ receipt_number }, { rendersAfter });
    const look = `GET ${id}/receipt`;
    expect(await statuses(fake, look, look, look)).toEqual(expected);
  });
});

describe("a payment", () => {
  test.each([
    ["paid", "succeeded"],
    ["refunded", "succeeded"],
    ["partially_refunded", "succeeded"],
    ["pending", "no_payment"],
    ["draft", "no_payment"],
  ])("of a %s order: %s", async (status, expected) => {
    const { fake, id } = start({ status });
    expect(await (await fake.send(`GET ${id}/payment-status`)).json()).toEqual({ status: expected, error: null });
  });
});
