import { describe, expect, test } from "vitest";
import { createOrdersClient, listAll, type CustomerOrder, type OrdersClient } from "../../src/index.js";
import { anOrder, createFakePolar } from "../../src/testing.js";
import { serve } from "../../scripts/tools/serve.js";
import { failureOf } from "../support/orders.js";
import { servedPolar } from "./served.js";

async function collect(pages: AsyncIterable<CustomerOrder>): Promise<CustomerOrder[]> {
  const all: CustomerOrder[] = [];
  for await (const order of pages) all.push(order);
  return all;
}

describe("listAll", () => {
  test("gives every order once, the oldest first, over three pages of a hundred", async () => {
    const { customer_id } = anOrder();
    const made = Array.from({ length: 230 }, (_, index) =>
      anOrder({ customer_id, created_at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString() }),
    );
    const polar = createFakePolar({ orders: made.toReversed() });
    const { url, close } = await serve(polar.fetch);
    try {
      const orders = createOrdersClient({ customerSession: polar.token, server: url });
      expect((await collect(listAll(orders))).map(({ id }) => id)).toEqual(made.map(({ id }) => id));
      expect(polar.requests.map(({ url: { search } }) => search)).toEqual(
        [1, 2, 3].map((page) => `?sorting=created_at&limit=100&page=${page}`),
      );
    } finally {
      await close();
    }
  });

  test("passes filters on, with repeated keys", async () => {
    const { orders, polar } = await servedPolar();
    const product_id = [polar.orders[0]!.product_id!, crypto.randomUUID()];
    expect(await collect(listAll(orders, { product_id, query: "" }))).toHaveLength(1);
    expect(polar.requests[0]?.url.searchParams.getAll("product_id")).toEqual(product_id);
  });

  test("reads a page when it is asked for, and no further one after that is left", async () => {
    const { orders, polar } = await servedPolar();
    const all = listAll(orders);
    expect(polar.requests).toHaveLength(0);
    for await (const order of all) {
      expect(order.id).toBe(polar.orders[0]!.id);
      break;
    }
    expect(polar.requests).toHaveLength(1);
  });
});

/** Pages that no well-behaved server would give. */
function pagesOf(pages: [ids: string[], maxPage: number][]): {
  orders: Pick<OrdersClient, "list">;
  asked: () => number;
} {
  let asked = 0;
  return {
    asked: () => asked,
    orders: {
      async list() {
        const [ids, max_page] = pages[Math.min(asked++, pages.length - 1)]!;
        return { items: ids.map((id) => ({ ...anOrder(), id })), pagination: { total_count: ids.length, max_page } };
      },
    },
  };
}

describe("an end is found", () => {
  test.each<[string, [string[], number][], string[], number]>([
    ["if there is no order and max_page is 0", [[[], 0]], [], 1],
    [
      "if max_page grows forever",
      [
        [["a"], 2],
        [["b"], 3],
        [["b"], 4],
      ],
      ["a", "b"],
      3,
    ],
    [
      "if max_page shrinks below the page",
      [
        [["a"], 3],
        [["b"], 1],
      ],
      ["a", "b"],
      2,
    ],
    [
      "if an order moves on to the next page",
      [
        [["a", "b"], 2],
        [["b", "c"], 2],
      ],
      ["a", "b", "c"],
      2,
    ],
    ["if a page repeats an order of its own", [[["a", "a"], 1]], ["a"], 1],
  ])("%s", async (_fact, pages, ids, calls) => {
    const { orders, asked } = pagesOf(pages);
    expect((await collect(listAll(orders))).map(({ id }) => id)).toEqual(ids);
    expect(asked()).toBe(calls);
  });
});

test.each(["page", "limit", "sorting"])("%s is its own affair, and refused", async (name) => {
  const { orders, asked } = pagesOf([[[], 0]]);
  const failure = await failureOf(collect(listAll(orders, { [name]: 1 })));
  expect(failure).toEqual(
    new TypeError(`filters.${name} cannot be given: listAll reads every page in an order of its own`),
  );
  expect(asked()).toBe(0);
});

test("filters that are no object are refused", async () => {
  const { orders } = pagesOf([[[], 0]]);
  expect(await failureOf(collect(listAll(orders, null as never)))).toEqual(
    new TypeError("filters must be a plain object"),
  );
});

test("an abort between two orders of a page ends it with the signal's reason", async () => {
  const { customer_id } = anOrder();
  const { orders, polar } = await servedPolar({ customer_id });
  polar.orders.push(anOrder({ customer_id }));
  const controller = new AbortController();
  const seen: string[] = [];
  const walk = async (): Promise<void> => {
    for await (const order of listAll(orders, {}, { signal: controller.signal })) {
      seen.push(order.id);
      controller.abort("left");
    }
  };
  expect(await failureOf(walk())).toBe("left");
  expect(seen).toHaveLength(1);
});

test("a failure of the second page comes after the orders of the first", async () => {
  const { customer_id } = anOrder();
  const { orders, polar } = await servedPolar({ customer_id });
  polar.orders.push(...Array.from({ length: 100 }, () => anOrder({ customer_id })));
  const seen: string[] = [];
  const walk = async (): Promise<void> => {
    for await (const order of listAll(orders)) {
      if (seen.push(order.id) === 100) polar.failNext({ status: 500 });
    }
  };
  expect(await failureOf(walk())).toMatchObject({ name: "ServerError" });
  expect(seen).toHaveLength(100);
});

test("an abort ends it with the signal's reason", async () => {
  const { orders, polar } = await servedPolar();
  const reason = new Error("left");
  expect(await failureOf(collect(listAll(orders, {}, { signal: AbortSignal.abort(reason) })))).toBe(reason);
  expect(polar.requests).toHaveLength(0);
});
