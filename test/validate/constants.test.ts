import { expect, test } from "vitest";
import type { OpenApiDocument } from "../../scripts/contract/document.js";
import { renderConstants } from "../../scripts/generate/constants.js";
import { renderOperations } from "../../scripts/generate/operations.js";
import * as operations from "../../src/generated/operations.js";
import { bundle } from "../support/fragment.js";

const json = (schema: object) => ({ description: "…", content: { "application/json": { schema } } });
const things = "#/components/schemas/Things";

/** A small document with every kind of success and of parameter. */
const document = {
  openapi: "3.1.0",
  info: { title: "Things", version: "2026-10" },
  servers: [{ url: "https://things.example", "x-server-name": "production" }],
  paths: {
    "/v1/customer-portal/things/": {
      parameters: [{ name: "Polar-Version", in: "header" }, { $ref: "#/components/parameters/Page" }],
      get: {
        operationId: "customer_portal:things:list",
        parameters: [{ name: "sorting", in: "query" }],
        responses: { 200: json({ $ref: things }), 404: json({ $ref: things }) },
      },
      post: {
        operationId: "customer_portal:things:generate_all_of_them",
        responses: { 202: json({ type: "null" }), 200: json({ $ref: "#/components/schemas/Nothing" }) },
      },
    },
    "/v1/thing-makers/": {
      post: {
        operationId: "thing-makers:create",
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Maker" } } } },
        responses: { 201: { $ref: "#/components/responses/Made" }, 204: { description: "…" } },
      },
    },
  },
  components: {
    parameters: { Page: { name: "page", in: "query" } },
    responses: { Made: json({ $ref: things }) },
    schemas: {
      Things: { type: "object", properties: {} },
      Nothing: { type: "null" },
      Size: { type: "string", enum: ["small", "big"] },
      Maker: { oneOf: [{ $ref: "#/components/schemas/ById" }, { $ref: "#/components/schemas/ByName" }] },
      ById: {
        type: "object",
        properties: { id: { type: "string" }, name: { not: {} }, count: { type: ["integer", "null"] } },
      },
      ByName: {
        type: "object",
        properties: {
          id: false,
          name: { type: "string" },
          inner: {
            anyOf: [{ type: "object", properties: { size: { $ref: "#/components/schemas/Size" } } }, { type: "null" }],
          },
        },
      },
    },
  },
} as unknown as OpenApiDocument;

test("each operation becomes a constant under its own name, with its path, its method and its successes", () => {
  const facts = [...renderOperations(document).matchAll(/export const (\w+) = (\{[^;]*\}) as const;/g)];
  const strict = (text: string) =>
    text
      .replaceAll(/^ *\/\*\*.*\n/gm, "")
      .replaceAll(/(\w+): /g, '"$1": ')
      .replaceAll(/,(\s*})/g, "$1");
  expect(facts.map(([, name, object]) => [name, JSON.parse(strict(object!)) as unknown])).toEqual([
    [
      "thingsList",
      {
        operationId: "customer_portal:things:list",
        method: "GET",
        path: "/v1/customer-portal/things/",
        successes: { 200: true },
      },
    ],
    [
      "thingsGenerateAllOfThem",
      {
        operationId: "customer_portal:things:generate_all_of_them",
        method: "POST",
        path: "/v1/customer-portal/things/",
        successes: { 200: false, 202: false },
      },
    ],
    [
      "thingMakersCreate",
      {
        operationId: "thing-makers:create",
        method: "POST",
        path: "/v1/thing-makers/",
        successes: { 201: true, 204: false },
      },
    ],
  ]);
});

test("a success whose body is not JSON stops the generation", () => {
  const changed = structuredClone(bundle);
  const update = changed.paths["/v1/customer-portal/orders/{id}"]!["patch"]!;
  update.responses["206"] = { description: "…", content: { "text/plain": { schema: { type: "string" } } } };
  expect(() => renderOperations(changed)).toThrow(/orders:update: the body of 206 has no JSON schema/);
});

test("the members of a request are those of all its variants, without the forbidden ones", () => {
  expect(renderConstants(document)).toContain(
    'export const makerMembers = {"id":null,"count":null,"name":null,"inner":{"size":null}} as const;',
  );
});

test("the contract's operations are all there", () => {
  const ids = Object.values(bundle.paths).flatMap((path) =>
    Object.values(path).flatMap((one) => one.operationId ?? []),
  );
  expect(ids).not.toEqual([]);
  expect(Object.values(operations).map(({ operationId }) => operationId)).toEqual(ids);
});
