import type { Schema } from "../../scripts/contract/document.js";
import { formsOf, knownForms, reference } from "./schemas.js";

const texts: Record<string, string> = {
  uuid: "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a",
  "date-time": "2026-08-20T10:15:30.123456Z",
  uri: "https://polar.sh/polar",
  "^-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?$": "5.00000E-7",
};

/** A valid document with every member that the schema names, and every known variant of each union. */
export function completeDocument(schemaName: string): unknown {
  return variantsOf(reference(schemaName))[0];
}

function variantsOf(schema: Schema): unknown[] {
  return knownForms(formsOf(schema)).map((form) => complete(form.schema));
}

function complete(schema: Schema): unknown {
  const { properties, items, additionalProperties: others, format, pattern, minimum, minItems = 0 } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object": {
      if (typeof others === "object") return { en: variantsOf(others)[0] };
      const members = Object.entries(properties ?? {}).map(([name, member]) => [name, variantsOf(member)[0]]);
      return Object.fromEntries(members.filter(([, value]) => value !== undefined));
    }
    case "array": {
      const entries = variantsOf(items!);
      return Array.from({ length: Math.max(entries.length, minItems) }, (_, index) => entries[index % entries.length]);
    }
    case "string":
      return texts[format ?? pattern ?? ""] ?? "text";
    case "boolean":
      return true;
    default:
      return minimum ?? -1;
  }
}
