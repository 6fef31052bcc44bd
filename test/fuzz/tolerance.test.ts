import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createOrdersClient, type CustomerOrder, type OrdersClientOptions } from "../../src/index.js";
import { assertResponse, customerOrderSchema, reportTo, type Issue } from "../../src/validate.js";
import { validDocuments } from "../support/documents.js";
import { spotsOf, withValue, type Path } from "../support/schemas.js";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

interface Outgrown {
  readonly order: unknown;
  readonly places: { readonly path: Path; readonly code: string }[];
  readonly objects: number;
}

/** The order as a later Polar may send it, and the places that the validator must name; found without the validator. */
function outgrow(valid: unknown): Outgrown {
  let order = valid;
  const places: Outgrown["places"] = [];
  for (const { path, schema } of spotsOf(valid, "CustomerOrder")) {
    if (schema["x-open-enum"] !== true) continue;
    order = withValue(order, path, "of_tomorrow");
    places.push({ path, code: "unknown_enum_value" });
  }
  for (const { path, names, value } of spotsOf(order, "CustomerOrder")) {
    if (path.at(-1) !== "prices") continue;
    const prices = value as object[];
    const common = {
      id,
      created_at: "2027-01-01T00:00:00Z",
      modified_at: null,
      source: "catalog",
      price_currency: "eur",
    };
    const price = { ...common, tax_behavior: null, is_archived: false, product_id: id, amount_type: "of_tomorrow" };
    order = withValue(order, path, [...prices, price]);
    places.push({ path: [...path, prices.length, "amount_type"], code: "unknown_price_kind" });
    expect(names).toEqual([]);
  }
  // Not into maps, whose every member has a declared form.
  const objects = spotsOf(order, "CustomerOrder").filter(
    ({ value, schema }) =>
      value !== null && schema.type === "object" && typeof schema.additionalProperties !== "object",
  );
  for (const { path } of objects) order = withValue(order, [...path, "member_of_tomorrow"], { deep: [null, 1] });
  return { order, places, objects: objects.length };
}

/** What a client gets of a real server that answers with `body`. */
async function received(body: unknown, checkResponse: OrdersClientOptions["checkResponse"]): Promise<unknown> {
  const server = createServer((_request, response) => void response.end(JSON.stringify(body))).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const options = { customerSession: "polar_cst_test", server: `http://127.0.0.1:${port}`, maxRetries: 0 };
  return createOrdersClient({ ...options, ...(checkResponse && { checkResponse }) }).update(
    (body as CustomerOrder).id,
    {},
  );
}

/** In one order, for a comparison of sets. */
function sorted(places: readonly { path: Path; code: string }[]): string[] {
  return places.map(({ path, code }) => `/${path.join("/")} ${code}`).toSorted();
}

describe.each(validDocuments("CustomerOrder"))("%s, with members, values and a price of tomorrow", (_name, valid) => {
  const { order, places, objects } = outgrow(valid);

  test("is another document, in more than one way", () => {
    expect(objects).toBeGreaterThan(0);
    expect(places.length).toBeGreaterThan(1);
    expect(customerOrderSchema["~standard"].validate(valid).issues).toBeUndefined();
  });

  test.each([
    ["no check", undefined],
    ["assertResponse", assertResponse],
  ])("comes back untouched under %s", async (_check, check) => {
    expect(await received(order, check)).toEqual(order);
  });

  test("comes back untouched under reportTo, which reports exactly those places", async () => {
    const issues: Issue[] = [];
    expect(
      await received(
        order,
        reportTo((found) => void issues.push(...found)),
      ),
    ).toEqual(order);
    expect(sorted(issues)).toEqual(sorted(places));
  });
});
