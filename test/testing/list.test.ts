import { describe, expect, test } from "vitest";
import { anOrder, type OrderOverrides } from "../../src/testing.js";
import { checkedFake } from "../support/fake.js";

interface Page {
  readonly items: { readonly description: string }[];
  readonly pagination: { readonly total_count: number; readonly max_page: number };
}

const product = anOrder().product!;
const subscriptionId = (digit: number): string => `${digit}7f85f64-5717-4562-b3fc-2c963f66afa6`;
/** Named by their description, not in the order of any key. */
const orders = (
  [
    {
      description: "b",
      created_at: "2026-08-02T09:00:00Z",
      net_amount: 300,
      product: null,
      subscription_id: subscriptionId(2),
    },
    {
      description: "a",
      created_at: "2026-08-02T09:00:00.000001Z",
      net_amount: -100,
      product: { ...product, name: "Zebra 100%" },
    },
    {
      description: "d",
      created_at: "2026-08-01T09:00:00.123456Z",
      net_amount: 200,
      product: { ...product, name: "Apple" },
      subscription_id: subscriptionId(1),
    },
    {
      description: "c",
      created_at: "2026-09-01T09:00:00.123456Z",
      net_amount: 200,
      product: { ...product, id: subscriptionId(9), name: "Mango", is_recurring: true },
    },
  ] satisfies OrderOverrides[]
).map((overrides) => anOrder(overrides));
const fake = checkedFake({ orders });

async function list(query: string): Promise<Page> {
  const answer = await fake.send(`GET ?${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
}
const found = async (query: string): Promise<string> =>
  (await list(query)).items.map(({ description }) => description).join("");

describe("sorting", () => {
  test.each([
    ["", "cabd"],
    ["sorting=created_at", "dbac"],
    ["sorting=net_amount", "adcb"],
    ["sorting=-amount", "bdca"],
    ["sorting=amount&sorting=-created_at", "acdb"],
    ["sorting=-amount&sorting=created_at", "bdca"],
    ["sorting=product", "dcab"],
    ["sorting=-product", "bacd"],
    ["sorting=subscription&sorting=created_at", "dbac"],
    ["sorting=-subscription&sorting=created_at", "acbd"],
    ["sorting[]=created_at", "cabd"],
  ])("%j gives %s", async (query, expected) => {
    expect(await found(query)).toBe(expected);
  });
});

describe("filters", () => {
  test.each([
    [`product_id=${product.id}`, "ad"],
    [`product_id=${product.id.toUpperCase()}&product_id=${subscriptionId(9)}`, "cad"],
    [`subscription_id=${subscriptionId(1)}&subscription_id=${subscriptionId(2)}`, "bd"],
    [`subscription_id=${subscriptionId(1)}&product_id=${product.id}`, "d"],
    ["product_billing_type=recurring", "c"],
    ["product_billing_type=one_time", "abd"],
    ["product_billing_type=one_time&product_billing_type=recurring", "cabd"],
    ["query=AN", "c"],
    ["query=an&query=pp", "d"],
    ["query=0%25", "a"],
    ["query=a%25", ""],
    ["query=", "cad"],
    [`product_id[]=${subscriptionId(9)}`, "cabd"],
    ["status=void&cursor=x", "cabd"],
  ])("%j leaves %j", async (query, expected) => {
    expect(await found(query)).toBe(expected);
  });
});

describe("pages", () => {
  test.each([
    ["limit=3", "cab", 4, 2],
    ["limit=3&page=2", "d", 4, 2],
    ["limit=2&page=3", "", 4, 2],
    ["page=01&limit=1_0.0", "cabd", 4, 1],
    ["page=9&page=1&limit=x&limit=+2", "ca", 4, 2],
    ["query=nothing", "", 0, 0],
  ])("%j gives %j of %i orders in %i pages", async (query, expected, total_count, max_page) => {
    expect(await found(query)).toBe(expected);
    expect((await list(query)).pagination).toEqual({ total_count, max_page });
  });

  test("a limit above 100 is cut", async () => {
    const many = checkedFake({ orders: Array.from({ length: 250 }, () => anOrder()) });
    const page = (await (await many.send("GET ?limit=1000&page=3")).json()) as Page;
    expect(page.items).toHaveLength(50);
    expect(page.pagination).toEqual({ total_count: 250, max_page: 3 });
    expect(((await (await many.send("GET ")).json()) as Page).items).toHaveLength(10);
  });
});

test.each([
  "page=",
  "page=1.5",
  "page=true",
  "page=-1",
  "limit=1__0",
  "sorting=%2Bamount",
  "sorting=Amount",
  "sorting=",
  "sorting=amount,product",
  "product_billing_type=monthly",
  "subscription_id=a,b",
])("%j is refused", async (query) => {
  expect((await fake.send(`GET ?${query}`)).status).toBe(422);
});

test("all faults are reported together, with the names of the server's libraries", async () => {
  const query = "product_billing_type=recurring&product_billing_type=x&sorting=amount&sorting=x&limit=0&page=x";
  const { detail } = (await (await fake.send(`GET ?${query}`)).json()) as { detail: object[] };
  const expected = "'one_time' or 'recurring'";
  const name = "str-enum[ProductBillingType]";
  const many = `json-or-python[json=list[${name}],python=chain[is-instance[Sequence],function-wrap[sequence_validator()]]]`;
  const enumeration = { type: "enum", msg: `Input should be ${expected}`, ctx: { expected } };
  expect(detail).toEqual([
    expect.objectContaining({ type: "int_parsing", loc: ["query", "page"], input: "x" }),
    expect.objectContaining({ type: "greater_than", loc: ["query", "limit"], input: "0" }),
    expect.objectContaining({ type: "enum", loc: ["query", "sorting", 1], input: "x" }),
    { ...enumeration, loc: ["query", "product_billing_type", name], input: ["recurring", "x"] },
    { ...enumeration, loc: ["query", "product_billing_type", many, 1], input: "x" },
  ]);
});
