import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { correctBillingDetails, createOrdersClient } from "@internal/polar-orders";
import { anOrder, createFakePolar, type OrderOverrides } from "@internal/polar-orders/testing";
import { billingDetailsSchema, type BillingDetails } from "@internal/polar-orders/validate";
import { BillingForm, messagesOf, valuesOf } from "../../examples/react-form.js";

function scene(overrides: OrderOverrides) {
  const polar = createFakePolar({ orders: [anOrder(overrides)], rendersAfter: 0 });
  const orders = createOrdersClient({ customerSession: polar.token, fetch: polar.fetch, maxRetries: 0 });
  const order = polar.orders[0];
  const html = (): string => renderToString(createElement(BillingForm, { orders, order, onSaved: () => {} }));
  return { polar, orders, order, html };
}

test("shows a locked country and state as text, and the rest as fields", () => {
  const html = scene({ billing_name: "Ada" }).html();
  expect(html).toContain("United States US-CA");
  expect(html).not.toContain("<select");
  expect(html.match(/name="[a-z_.0-9]+"/g)).toEqual([
    'name="billing_name"',
    'name="billing_address.line1"',
    'name="billing_address.line2"',
    'name="billing_address.postal_code"',
    'name="billing_address.city"',
  ]);
});

test("offers the countries that Polar takes if there is no address yet", () => {
  const html = scene({ billing_address: null }).html();
  expect(html).toContain('<option value="FR">France</option>');
  expect(html).not.toContain('value="KP"');
});

/** What the form does with its values when the customer saves. */
const resolve = (values: BillingDetails) =>
  standardSchemaResolver(billingDetailsSchema)(values, undefined, { fields: {}, shouldUseNativeValidation: false });

test("shows an address that Polar does not accept as text, and saves a new name", async () => {
  const { polar, orders, order, html } = scene({
    is_invoice_generated: false,
    billing_name: "Ada",
    billing_address: { line1: "1 Nevsky", line2: null, postal_code: null, city: null, state: null, country: "RU" },
  });
  expect(html()).toMatch(/The address cannot be changed: .*Russia/);
  expect(html().match(/name="[a-z_.0-9]+"/g)).toEqual(['name="billing_name"']);
  const values = { ...valuesOf(order), billing_name: "Grace" };
  expect((await resolve(values)).errors).toEqual({});
  await correctBillingDetails(orders, order.id, values);
  expect(polar.orders[0]).toMatchObject({
    billing_name: "Grace",
    billing_address: { line1: "1 Nevsky", country: "RU" },
  });
});

test("the resolver puts the schema's messages at the fields", async () => {
  const { errors } = await resolve({ billing_address: { country: "US", state: "XX" } });
  expect(errors).toMatchObject({
    billing_address: { state: { type: "", message: "must be the code of a US state, such as CA" } },
  });
});

test("saves what the form holds, a cleared line included", async () => {
  const { polar, orders, order } = scene({ is_invoice_generated: false });
  const { line2: _line2, ...stored } = order.billing_address!;
  const values = { billing_name: "Grace", billing_address: { ...stored, line1: null } } as BillingDetails;
  const { isChanged } = await correctBillingDetails(orders, order.id, values);
  expect(isChanged).toBe(true);
  expect(polar.orders[0]).toMatchObject({ billing_name: "Grace", billing_address: { line1: null, country: "US" } });
});

test("puts Polar's messages at the fields, and others above the button", async () => {
  const { polar, orders, order } = scene({ billing_address: null });
  const messages = async (values: BillingDetails) =>
    correctBillingDetails(orders, order.id, values).then(() => [], messagesOf);
  expect(await messages({ billing_name: "a\u0000" })).toEqual([
    { field: "billing_name", message: "Value error, This value contains invalid characters" },
  ]);
  const wrongState = { billing_address: { country: "US", state: "XX" } } as const;
  expect(await messages(wrongState)).toEqual([{ field: "root", message: expect.stringContaining("state") as string }]);
  polar.failNext({ status: 429 });
  expect(await messages({})).toEqual([{ field: "root", message: expect.stringContaining("Too many") as string }]);
  polar.failNext("connection");
  expect(await messages({})).toEqual([{ field: "root", message: expect.stringContaining("Try again") as string }]);
  expect(() => messagesOf(new RangeError("a mistake"))).toThrow(RangeError);
});
