import { describe, expectTypeOf, test } from "vitest";
import {
  createOrdersClient,
  isPolarError,
  isPrice,
  type AddressInput,
  type CustomerOrder,
  type CustomerOrderUpdate,
  type CountryAlpha2Input,
  type OrdersClient,
  type OrderStatus,
  type ProductPrice,
  type ValidationIssue,
} from "../../src/index.js";
import type page from "../fixtures/page-example-2025.json";

declare const orders: OrdersClient;
declare const order: CustomerOrder;
declare const price: ProductPrice;
const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

describe("update", () => {
  test("takes wire names and gives an order", () => {
    expectTypeOf(orders.update).parameters.toEqualTypeOf<
      [id: string, changes: CustomerOrderUpdate, options?: Parameters<OrdersClient["update"]>[2]]
    >();
    expectTypeOf(orders.update(id, { billing_name: "Ada" })).toEqualTypeOf<Promise<CustomerOrder>>();
  });

  test("takes null for a member, and a member left out", () => {
    expectTypeOf<{ billing_name: null; billing_address: null }>().toExtend<CustomerOrderUpdate>();
    void orders.update(id, {});
    void orders.update(id, { billing_address: { country: "US", line1: null } });
  });

  test("refuses what Polar would refuse or ignore", () => {
    void orders.update(id, {
      // @ts-expect-error an unknown member
      nickname: "Ada",
    });
    void orders.update(id, {
      // @ts-expect-error camelCase
      billingName: "Ada",
    });
    // @ts-expect-error undefined is not the same as absent
    void orders.update(id, { billing_name: undefined });
    void orders.update(id, {
      // @ts-expect-error a number
      billing_name: 5,
    });
    void orders.update(id, {
      // @ts-expect-error no country
      billing_address: { line1: "1 Main St" },
    });
    void orders.update(id, {
      billing_address: {
        // @ts-expect-error a country that can be read but not sent
        country: "RU",
      },
    });
    void orders.update(id, {
      billing_address: {
        country: "US",
        // @ts-expect-error an unknown member of the address
        zip: "94105",
      },
    });
    // @ts-expect-error no id
    void orders.update(null, {});
    // @ts-expect-error no changes
    void orders.update(id);
    void orders.update(
      id,
      {},
      {
        // @ts-expect-error an option of the client, not of a call
        fetch,
      },
    );
  });
});

describe("createOrdersClient", () => {
  test("takes a token or a function that gives one", () => {
    createOrdersClient({ customerSession: "polar_cst_…" });
    createOrdersClient({ customerSession: () => "polar_cst_…" });
    createOrdersClient({ customerSession: async () => "polar_cst_…" });
    // @ts-expect-error the token is required
    createOrdersClient({});
    createOrdersClient({
      // @ts-expect-error a function that can give nothing
      customerSession: () => undefined,
    });
  });

  test("takes undefined for an option that is not given", () => {
    const { timeoutMs, signal }: { timeoutMs?: number; signal?: AbortSignal } = {};
    createOrdersClient({ customerSession: "t", timeoutMs, server: undefined, fetch: undefined });
    void orders.update("id", {}, { timeoutMs, signal });
  });

  test("takes a server by name or URL", () => {
    createOrdersClient({ customerSession: "t", server: "sandbox" });
    createOrdersClient({ customerSession: "t", server: "https://polar.example.com" });
    createOrdersClient({ customerSession: "t", server: new URL("https://polar.example.com") });
    createOrdersClient({
      customerSession: "t",
      // @ts-expect-error a number
      server: 1,
    });
  });
});

describe("the order", () => {
  test("open enums take any string and keep the known ones apart from string", () => {
    expectTypeOf(order.status).toEqualTypeOf<OrderStatus>();
    expectTypeOf<"paid">().toExtend<OrderStatus>();
    expectTypeOf<"of_tomorrow">().toExtend<OrderStatus>();
    expectTypeOf<OrderStatus>().not.toEqualTypeOf<string>();
  });

  test("the enum of the request is closed", () => {
    expectTypeOf<AddressInput["country"]>().toEqualTypeOf<CountryAlpha2Input>();
    expectTypeOf<"RU">().not.toExtend<CountryAlpha2Input>();
    expectTypeOf<string>().not.toExtend<CountryAlpha2Input>();
  });

  test("nullable members say so", () => {
    expectTypeOf(order.billing_name).toEqualTypeOf<string | null>();
    expectTypeOf<null>().toExtend<CustomerOrder["product"]>();
    expectTypeOf(order.net_amount).toEqualTypeOf<number>();
  });

  test("members that left the document are optional", () => {
    expectTypeOf(order.user_id).toEqualTypeOf<string | undefined>();
  });

  test("every member of the page's example of 2025 exists in it", () => {
    expectTypeOf<Undeclared<typeof page, CustomerOrder>>().toBeNever();
    // The check sees what is missing, at any depth and in arrays.
    expectTypeOf<Undeclared<{ id: ""; nope: 1 }, CustomerOrder>>().toEqualTypeOf<"nope">();
    expectTypeOf<Undeclared<{ items: { nope: 1 }[] }, CustomerOrder>>().toEqualTypeOf<"items.nope">();
  });
});

describe("isPrice", () => {
  test("narrows to the kind, where === cannot", () => {
    if (isPrice(price, "fixed")) expectTypeOf(price.price_amount).toEqualTypeOf<number>();
    if (isPrice(price, "metered_unit")) expectTypeOf(price.unit_amount).toEqualTypeOf<string>();
    if (price.amount_type === "fixed") {
      // @ts-expect-error the fallback for kinds not known yet is still in the union
      void price.price_amount;
    }
    // @ts-expect-error no such kind
    isPrice(price, "free");
  });
});

describe("isPolarError", () => {
  test("a switch over the name narrows", () => {
    const error: unknown = undefined;
    if (!isPolarError(error)) return;
    expectTypeOf(error.attempts).toEqualTypeOf<number>();
    switch (error.name) {
      case "ValidationError":
        expectTypeOf(error.issues).toEqualTypeOf<ValidationIssue[]>();
        break;
      case "RateLimitError":
        expectTypeOf(error.retryAfterMs).toEqualTypeOf<number>();
        break;
      case "UnauthorizedError":
        expectTypeOf(error.reason).toEqualTypeOf<"invalid_token" | "wrong_token" | "unknown">();
        break;
      case "ConnectionError":
        // @ts-expect-error nothing was answered
        void error.status;
        break;
      default:
        expectTypeOf(error.name).not.toEqualTypeOf<string>();
    }
  });
});

type KeysOfAny<Union> = Union extends unknown ? keyof Union : never;
type ValueOfAny<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;
/** Dotted paths of the members of `Example` that no branch of `Declared` declares. */
type Undeclared<Example, Declared> = Example extends readonly (infer Item)[]
  ? Undeclared<Item, Extract<Declared, readonly unknown[]>[number]>
  : Example extends object
    ? {
        [Key in keyof Example & string]: Key extends KeysOfAny<Declared>
          ? Prefixed<Key, Undeclared<Example[Key], NonNullable<ValueOfAny<Declared, Key>>>>
          : Key;
      }[keyof Example & string]
    : never;
type Prefixed<Key extends string, Inner> = Inner extends string ? `${Key}.${Inner}` : never;
