import { describe, expect, test } from "vitest";
import { createOrdersClient } from "../../src/index.js";
import { failureOf } from "../support/orders.js";
import { printedForms } from "../support/printed.js";
import { answer, json, misbehave, partial, reset, type Behaviour } from "../support/socket-server.js";
import { sessionsAt } from "./served.js";

const organizationToken = "polar_oat_7secretoat777";
const created = {
  token: "polar_cst_7secretcst777",
  customer_portal_url: "https://polar.sh/7secreturl777",
  customer: { email: "7secretmail777@example.com", name: "7secretname777" },
};
const sent = { external_customer_id: "7secretid777", return_url: "https://example.com/7secretback777" };
const text = JSON.stringify({ ...created, organizationToken, ...sent });
const detail = [{ type: text, loc: ["body", text], msg: text, input: text }];

describe("neither tokens, the portal's link nor the customer's data are printed", () => {
  test.each<[string, Behaviour]>([
    ["a 401", json(401, { error: "invalid_token", error_description: text })],
    ["a 409", json(409, { error: "AmbiguousExternalCustomerID", detail: text })],
    ["a 422", json(422, { error: "RequestValidationError", detail })],
    ["a 500 of text", answer(500, text)],
    ["a session that is broken JSON", answer(201, text.slice(0, -1))],
    ["a session that breaks off", partial(201, text.length, text.slice(0, -10), reset)],
    ["a session whose token is no token", json(201, { ...created, token: "7secret 777" })],
  ])("by the error or the event of %s", async (_fact, behaviour) => {
    const server = await misbehave([behaviour]);
    const { sessions, events } = sessionsAt(server.url, { organizationToken, maxRetries: 0 });
    const error = await failureOf(sessions.create(sent));
    expect(server.requests[0]!.body).toContain("7secretid777");
    expect(error).toMatchObject({ attempts: 1 });
    expect(events).toHaveLength(1);
    expect(printedForms(error)).not.toMatch(/7secret/);
    expect(JSON.stringify(events)).not.toMatch(/7secret/);
  });

  test("by the event of a success, the client or its provider", async () => {
    const server = await misbehave([json(201, created)]);
    const { sessions, events } = sessionsAt(server.url, { organizationToken });
    const provider = sessions.provider(sent);
    expect(await provider({ refused: undefined })).toBe(created.token);
    expect(events).toMatchObject([{ status: 201 }]);
    expect(JSON.stringify(events)).not.toMatch(/7secret/);
    expect(printedForms(sessions)).not.toMatch(/7secret/);
    expect(printedForms(provider)).not.toMatch(/7secret/);
  });

  test("by the error of a client of orders whose provider failed", async () => {
    const server = await misbehave([json(422, { error: "RequestValidationError", detail })]);
    const { sessions } = sessionsAt(server.url, { organizationToken });
    const orders = createOrdersClient({ server: server.url, customerSession: sessions.provider(sent) });
    const error = await failureOf(orders.list());
    expect(error).toMatchObject({
      name: "TokenProviderError",
      message:
        "GET /v1/customer-portal/orders/ was not sent: the token function failed: POST /v1/customer-sessions/ returned 422 RequestValidationError",
      cause: { name: "ValidationError" },
    });
    expect(printedForms(error)).not.toMatch(/7secret/);
  });

  test.each([{ ...sent, customer_id: "7secret777" }, { customer_id: "7secret777" }, { ...sent, "7secret777": "x" }])(
    "by the TypeError for %j",
    async (request) => {
      const error = await failureOf(sessionsAt("http://127.0.0.1").sessions.create(request as never));
      expect(error).toBeInstanceOf(TypeError);
      expect(printedForms(error)).not.toMatch(/7secret/);
    },
  );

  test("by the TypeError for an organization token", () => {
    const wrong = "7secret 777";
    const error = (() => {
      try {
        return sessionsAt("http://127.0.0.1", { organizationToken: wrong });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(TypeError);
    expect(printedForms(error)).not.toMatch(/7secret/);
  });
});
