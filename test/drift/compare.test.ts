import { describe, expect, test } from "vitest";
import { bumpOf, compareUpstream, type UpstreamChange } from "../../scripts/drift/compare.js";
import type { JsonObject } from "../../scripts/contract/json.js";
import { describePlace } from "../../scripts/drift/words.js";
import { publishedFrom, type Draft } from "./published.js";
import { bundle } from "../support/fragment.js";

const ours = bundle as unknown as JsonObject;

function compareWith(mutate: (draft: Draft) => void): UpstreamChange[] {
  return compareUpstream(ours, publishedFrom(mutate), ours);
}

/** What was found, in short: `removed CustomerOrder.tax_amount: major`. */
function found(changes: readonly UpstreamChange[]): string[] {
  return changes.map(({ kind, pointer, bump }) => `${kind} ${describePlace(pointer)}: ${bump}`);
}

const nothing = "nothing changes";

/** Rated by hand: the bump is our package's, whose readers are tolerant and whose types must stay true. */
const drifts: {
  fact: string;
  mutate: (draft: Draft) => void;
  changes: string[];
  reader: string;
  writer: string;
}[] = [
  {
    fact: "a member removed from the answer",
    mutate: ({ order }) => {
      delete order.properties["tax_amount"];
      order.required = order.required.filter((name) => name !== "tax_amount");
    },
    changes: ["removed CustomerOrder.tax_amount: major"],
    reader: "undefined where a value was promised",
    writer: nothing,
  },
  {
    fact: "a member added to the answer",
    mutate: ({ order }) => {
      order.properties["tip_amount"] = { type: "integer" };
      order.required.push("tip_amount");
    },
    changes: ["added CustomerOrder.tip_amount: minor"],
    reader: "a new member to read",
    writer: nothing,
  },
  {
    fact: "another type in the answer",
    mutate: ({ order }) => (order.properties["tax_amount"] = { type: "string" }),
    changes: ["changed CustomerOrder.tax_amount: type: major"],
    reader: "a value of another type than promised",
    writer: nothing,
  },
  {
    fact: "an enum value added to the answer",
    mutate: ({ schemas }) => schemas["OrderStatus"]?.enum?.push("disputed"),
    changes: ["added OrderStatus: enum: minor"],
    reader: "an unknown value until the list has it",
    writer: nothing,
  },
  {
    fact: "an enum value removed from the answer",
    mutate: ({ schemas }) => schemas["OrderStatus"]?.enum?.pop(),
    changes: ["removed OrderStatus: enum: minor"],
    reader: "a value that is no longer sent",
    writer: nothing,
  },
  {
    fact: "a constant of the answer with a second value",
    mutate: ({ schemas }) => {
      const { properties } = schemas["ProductMediaFileRead"] as Draft["order"];
      properties["service"] = { type: "string", enum: ["product_media", "product_video"] };
    },
    changes: ["added ProductMediaFileRead.service: enum: major"],
    reader: "another value where a constant was promised",
    writer: nothing,
  },
  {
    fact: "a member of the answer that became nullable",
    mutate: ({ order }) => (order.properties["description"] = { anyOf: [{ type: "string" }, { type: "null" }] }),
    changes: ["changed CustomerOrder.description: type: major"],
    reader: "null where a value was promised",
    writer: nothing,
  },
  {
    fact: "a reference in the answer that became nullable",
    mutate: ({ order }) =>
      (order.properties["status"] = { anyOf: [{ $ref: "#/components/schemas/OrderStatus" }, { type: "null" }] }),
    changes: ["changed CustomerOrder.status: type: major"],
    reader: "null where a value was promised",
    writer: nothing,
  },
  {
    fact: "a list in the answer that takes null, without a type",
    mutate: ({ order, schemas }) => (order.properties["status"] = { enum: [...schemas["OrderStatus"]!.enum!, null] }),
    changes: ["changed CustomerOrder.status: type: major"],
    reader: "null where a value was promised",
    writer: nothing,
  },
  {
    fact: "a member of the answer that is never null any more",
    mutate: ({ order }) => (order.properties["billing_name"] = { type: "string" }),
    changes: ["changed CustomerOrder.billing_name: type: minor"],
    reader: "never null now",
    writer: nothing,
  },
  {
    fact: "a member of the answer that became optional",
    mutate: ({ order }) => (order.required = order.required.filter((name) => name !== "tax_amount")),
    changes: ["removed CustomerOrder.tax_amount: major"],
    reader: "undefined where a value was promised",
    writer: nothing,
  },
  {
    fact: "a new required member of the request",
    mutate: ({ update }) => {
      update.properties["vat_id"] = { type: "string" };
      update.required = ["vat_id"];
    },
    changes: ["added CustomerOrderUpdate.vat_id: major"],
    reader: nothing,
    writer: "requests without it are refused",
  },
  {
    fact: "a new optional member of the request",
    mutate: ({ update }) => (update.properties["vat_id"] = { type: "string" }),
    changes: ["added CustomerOrderUpdate.vat_id: minor"],
    reader: nothing,
    writer: "something new may be sent",
  },
  {
    fact: "a member of the request that became required",
    mutate: ({ update }) => (update.required = ["billing_name"]),
    changes: ["added CustomerOrderUpdate.billing_name: major"],
    reader: nothing,
    writer: "requests without it are refused",
  },
  {
    fact: "a member removed from the request",
    mutate: ({ update }) => delete update.properties["billing_name"],
    changes: ["removed CustomerOrderUpdate.billing_name: major"],
    reader: nothing,
    writer: "it is ignored or refused when sent",
  },
  {
    fact: "an enum value added to the request",
    mutate: ({ schemas }) => schemas["CountryAlpha2Input"]?.enum?.push("XK"),
    changes: ["added CountryAlpha2Input: enum: minor"],
    reader: nothing,
    writer: "more may be sent",
  },
  {
    fact: "an enum value removed from the request",
    mutate: ({ schemas }) => schemas["CountryAlpha2Input"]?.enum?.pop(),
    changes: ["removed CountryAlpha2Input: enum: major"],
    reader: nothing,
    writer: "a value that was taken is refused",
  },
  {
    fact: "a limit on a member of the request",
    mutate: ({ update }) => (update.properties["billing_name"]!["maxLength"] = 100),
    changes: ["added CustomerOrderUpdate.billing_name: maxLength: major"],
    reader: nothing,
    writer: "values that were taken may be refused",
  },
  {
    fact: "a new status",
    mutate: ({ operation, reply }) => (operation.responses["409"] = reply({ type: "object" })),
    changes: ["added PATCH /v1/customer-portal/orders/{id}, answer 409: minor"],
    reader: "an error is described now",
    writer: nothing,
  },
  {
    fact: "a new success",
    mutate: ({ operation, reply }) => (operation.responses["202"] = reply({ type: "object" })),
    changes: ["added PATCH /v1/customer-portal/orders/{id}, answer 202: major"],
    reader: "a success that may have another shape",
    writer: nothing,
  },
  {
    fact: "a new variant of the price, before the others",
    mutate: ({ schemas }) => {
      const amountType = { type: "string", const: "auction" };
      const auction = { type: "object", required: ["amount_type"], properties: { amount_type: amountType } };
      schemas["ProductPrice"]!["anyOf"] = [auction, ...(schemas["ProductPrice"]!["anyOf"] as JsonObject[])];
    },
    changes: ["added ProductPrice (amount_type=auction): minor"],
    reader: "a new variant, which falls to the open one until it is described",
    writer: nothing,
  },
  {
    fact: "a variant of the price gone",
    mutate: ({ schemas }) => (schemas["ProductPrice"]!["anyOf"] as JsonObject[]).splice(1, 1),
    changes: ["removed ProductPrice (amount_type=custom): major"],
    reader: "a variant that code may wait for no longer comes",
    writer: nothing,
  },
  {
    fact: "a kind of token no longer taken",
    mutate: ({ operation }) => operation.security.pop(),
    changes: ["removed PATCH /v1/customer-portal/orders/{id}, member_session: major"],
    reader: "a kind of token is no longer taken",
    writer: "a kind of token is no longer taken",
  },
  {
    fact: "the operation gone",
    mutate: ({ document }) => delete (document["paths"] as JsonObject)["/v1/customer-portal/orders/{id}"],
    changes: [
      "removed GET /v1/customer-portal/orders/{id}: major",
      "removed PATCH /v1/customer-portal/orders/{id}: major",
    ],
    reader: "the operation is gone: every call fails",
    writer: "the operation is gone: every call fails",
  },
];

describe("drift", () => {
  test.each(drifts)("$fact", ({ mutate, changes, reader, writer }) => {
    const compared = compareWith(mutate);
    expect(found(compared)).toEqual(changes);
    expect(compared[0]).toMatchObject({ reader, writer });
    expect(bumpOf(compared)).toBe(changes[0]?.split(": ").at(-1));
  });

  test("a change in a shared schema is reported once, with its number of places", () => {
    const changes = compareWith(({ schemas }) => schemas["RecurringInterval"]?.enum?.push("quarter"));
    expect(changes).toHaveLength(1);
    expect(changes[0]?.places).toBeGreaterThan(5);
  });

  test("a new price and a changed one are told apart", () => {
    const comparison = compareWith(({ schemas }) => {
      const amountType = { type: "string", const: "auction" };
      const auction = { type: "object", required: ["amount_type"], properties: { amount_type: amountType } };
      schemas["ProductPrice"]!["anyOf"] = [auction, ...(schemas["ProductPrice"]!["anyOf"] as JsonObject[])];
      (schemas["ProductPriceFixed"] as Draft["order"]).properties["price_amount"] = { type: "string" };
    });
    expect(found(comparison)).toEqual([
      "added ProductPrice (amount_type=auction): minor",
      "changed ProductPriceFixed.price_amount: type: major",
    ]);
    expect(bumpOf(comparison)).toBe("major");
  });
});

const spellings: { fact: string; mutate: (draft: Draft) => void }[] = [
  { fact: "nothing changed", mutate: () => {} },
  {
    fact: "another description, title, example, tag and extension",
    mutate: ({ order, operation }) => {
      Object.assign(order, { title: "Order", description: "Other words.", "x-polar-group": "orders" });
      order.properties["tax_amount"] = { type: "integer", title: "Tax", examples: [720], default: 0 };
      Object.assign(operation, { summary: "Update Order", tags: ["public"] });
    },
  },
  {
    fact: "a schema renamed",
    mutate: ({ rename }) => rename("OrderStatus", "OrderStatus-Output"),
  },
  {
    fact: "a schema in place of its reference",
    mutate: ({ order, schemas }) => (order.properties["status"] = structuredClone(schemas["OrderStatus"]!)),
  },
  {
    fact: "nullable spelled as a union, uuid as uuid4, a constant as a list, an only allOf",
    mutate: ({ order, schemas }) => {
      order.properties["billing_name"] = { anyOf: [{ type: "string" }, { type: "null" }] };
      order.properties["id"] = { type: "string", format: "uuid4" };
      order.properties["status"] = { allOf: [{ $ref: "#/components/schemas/OrderStatus" }] };
      (schemas["ProductPriceFixed"] as Draft["order"]).properties["amount_type"] = {
        type: "string",
        enum: ["fixed"],
      };
    },
  },
  {
    fact: "a list without its type, and one whose type allows a null that the list does not",
    mutate: ({ schemas }) => {
      delete schemas["BenefitType"]!["type"];
      schemas["SubscriptionStatus"]!["type"] = ["string", "null"];
    },
  },
  {
    fact: "members, lists, variants and parameters in another order",
    mutate: ({ order, schemas, operation }) => {
      order.properties = Object.fromEntries(Object.entries(order.properties).toReversed());
      order.required.reverse();
      schemas["OrderStatus"]?.enum?.reverse();
      (schemas["ProductPrice"]!["anyOf"] as JsonObject[]).reverse();
      operation.security.reverse();
    },
  },
  {
    fact: "a union of unions by oneOf",
    mutate: ({ schemas }) => {
      const [first, ...others] = schemas["ProductPrice"]!["anyOf"] as JsonObject[];
      schemas["ProductPrice"] = {
        oneOf: [first!, { oneOf: others, discriminator: { propertyName: "amount_type" } }],
      };
    },
  },
];

describe("no drift", () => {
  test.each(spellings)("$fact", ({ mutate }) => {
    const comparison = compareWith(mutate);
    expect(found(comparison)).toEqual([]);
    expect(bumpOf(comparison)).toBe("none");
  });
});
