import { describe, expectTypeOf, test } from "vitest";
import { createOrdersClient, type TokenProvider } from "../../src/index.js";
import {
  createSessionsClient,
  type CustomerSession,
  type CustomerSessionCreate,
  type SessionsClient,
} from "../../src/sessions.js";

declare const sessions: SessionsClient;
const customer_id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const external_customer_id = "usr_1";

describe("create", () => {
  test("takes either id and gives a session", () => {
    expectTypeOf(sessions.create({ customer_id })).toEqualTypeOf<Promise<CustomerSession>>();
    expectTypeOf(sessions.create({ external_customer_id, return_url: "https://example.com" })).toEqualTypeOf<
      Promise<CustomerSession>
    >();
  });

  test("refuses both ids, none, and an unknown member", () => {
    // @ts-expect-error both: Polar would silently let the external one win
    void sessions.create({ customer_id, external_customer_id });
    // @ts-expect-error none
    void sessions.create({});
    // @ts-expect-error none of the two
    void sessions.create({ return_url: "https://example.com" });
    void sessions.create({
      customer_id,
      // @ts-expect-error camelCase
      returnUrl: "https://example.com",
    });
    const both = { customer_id, external_customer_id };
    // @ts-expect-error both, in a variable as well
    void sessions.create(both);
    expectTypeOf<{ customer_id: string; external_customer_id: string }>().not.toExtend<CustomerSessionCreate>();
  });
});

test("provider makes what createOrdersClient takes, and has the same rule of one id", () => {
  expectTypeOf(sessions.provider({ customer_id })).toEqualTypeOf<TokenProvider>();
  createOrdersClient({ customerSession: sessions.provider({ external_customer_id }) });
  // @ts-expect-error both
  sessions.provider({ customer_id, external_customer_id });
});

test("the organization token is required", () => {
  // @ts-expect-error no token
  createSessionsClient({});
  // @ts-expect-error a session is no organization token
  createSessionsClient({ customerSession: "polar_cst_test" });
});
