import { describe, expect, test } from "vitest";
import type { Operation, Schema } from "../../scripts/contract/document.js";
import { renderValidators } from "../../scripts/generate/validators.js";
import { bundle } from "../support/fragment.js";

/** What comes of the contract when one of its schemas is another. */
function rendered(schemaName: string, change: (schema: Record<string, never>) => object): string {
  const document = structuredClone(bundle);
  const { schemas } = document.components;
  schemas[schemaName] = change(schemas[schemaName] as Record<string, never>) as Schema;
  return renderValidators(document);
}

describe("what the validators cannot express stops the generation", () => {
  test.each<[string, string, (schema: Record<string, never>) => object, RegExp]>([
    ["an unknown keyword", "Tier", (schema) => ({ ...schema, minProperties: 1 }), /no rule for minProperties/],
    [
      "an unknown format",
      "DecimalString",
      () => ({ type: "string", format: "decimal" }),
      /no rule for the format decimal/,
    ],
    [
      "a closed object",
      "Tier",
      (schema) => ({ ...schema, additionalProperties: false }),
      /no rule for additionalProperties/,
    ],
    ["several types", "DecimalString", () => ({ type: ["string", "number"] }), /no rule for/],
    [
      "a union without a tag",
      "DecimalString",
      () => ({ anyOf: [{ type: "string" }, { type: "number" }] }),
      /unknown kind of DecimalString/,
    ],
    [
      "a fallback that takes a known kind too",
      "ProductPriceUnknown",
      (schema) => ({
        ...schema,
        properties: { ...(schema["properties"] as unknown as object), amount_type: { type: "string" } },
      }),
      /ProductPriceUnknown takes "fixed" too/,
    ],
    [
      "an object in place",
      "Tier",
      () => ({ properties: { deep: { type: "object", properties: {} } }, type: "object" }),
      /no rule for properties/,
    ],
  ])("%s", (_what, schemaName, change, message) => {
    expect(() => rendered(schemaName, change)).toThrow(message);
  });
});

test("an operation that reads, and one that is only confirmed, need no change of the emitter", () => {
  const document = structuredClone(bundle);
  const update = document.paths["/v1/customer-portal/orders/{id}"]!["patch"]!;
  const read: Partial<Operation> = { ...update, operationId: "read" };
  delete read.requestBody;
  const confirmed = { ...update, operationId: "confirmed", responses: { 202: { description: "Begun." } } };
  document.paths["/further"] = { get: read as Operation, post: confirmed };
  const [, table] = renderValidators(document).split("export const answers");
  expect(table).toContain('"read": CustomerOrder,');
  expect(table).not.toContain("confirmed");
});
