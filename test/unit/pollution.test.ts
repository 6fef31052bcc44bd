import { expect, test } from "vitest";
import { runNode } from "../../scripts/tools/run.js";

// In a process of its own: what is put on Object.prototype is seen by everything that runs next to it.
const program = (pollution: string): string => `
import { createOrdersClient } from "./src/index.ts";
const sent = [];
const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
${pollution}
const orders = createOrdersClient({
  customerSession: "polar_cst_own",
  fetch: async (url, init) => {
    sent.push({ url, method: init.method, body: init.body, redirect: init.redirect, headers: [...new Headers(init.headers)] });
    return new Response(JSON.stringify({ id }), { status: 200 });
  },
});
await orders.update(id, { billing_name: "Ada" });
await orders.update(id, { billing_name: "Ada" }, { maxRetries: 1 });
console.log(JSON.stringify(sent));
`;

async function sentUnder(pollution: string): Promise<unknown> {
  const { code, stdout, output } = await runNode([
    "--import",
    "tsx",
    "--input-type=module",
    "--eval",
    program(pollution),
  ]);
  if (code !== 0) throw new Error(output);
  return JSON.parse(stdout);
}

const request = {
  url: "https://api.polar.sh/v1/customer-portal/orders/4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a",
  method: "PATCH",
  body: '{"billing_name":"Ada"}',
  redirect: "manual",
  headers: [
    ["authorization", "Bearer polar_cst_own"],
    ["content-type", "application/json"],
    ["polar-version", "2026-10"],
  ],
};

const hidden = (name: string, value: string): string =>
  `Object.defineProperty(Object.prototype, ${JSON.stringify(name)}, { value: ${value}, configurable: true, writable: true });`;

test.each<[string, string]>([
  ["nothing, for comparison", ""],
  ["a hidden baseUrl", hidden("baseUrl", '"https://evil.example"')],
  ["hidden headers", hidden("headers", '{ "X-Evil": "1" }') + hidden("header", '{ "X-Evil": "1" }')],
  ["a hidden body", hidden("body", '"evil"')],
  ["a hidden query", hidden("query", "{ evil: 1 }")],
  ["a hidden Request", hidden("Request", "class { constructor() { throw new Error('evil') } }")],
  ["a hidden middleware", hidden("middleware", "[{ onRequest() { throw new Error('evil') } }]")],
  [
    "hidden serializers",
    ["querySerializer", "bodySerializer", "pathSerializer"].map((name) => hidden(name, '() => "evil"')).join(""),
  ],
  ["a hidden method", hidden("method", '"HEAD"')],
  ["a hidden status", hidden("status", "204")],
  ["a hidden parseAs", hidden("parseAs", '"stream"')],
  [
    "hidden options of ours",
    hidden("server", '"https://evil.example"') + hidden("signal", "AbortSignal.abort()") + hidden("timeoutMs", "1"),
  ],
  ["an enumerable customerSession", 'Object.prototype.customerSession = "polar_cst_evil";'],
  ["an enumerable member of no meaning", "Object.prototype.evil = 1;"],
])("a polluted Object.prototype changes no request: %s", async (_fact, pollution) => {
  expect(await sentUnder(pollution)).toEqual([request, request]);
});
