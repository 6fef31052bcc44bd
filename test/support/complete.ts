import { resolve } from "../../scripts/contract/document.js";
import type { KnownSchema } from "../../scripts/generate/validator-body.js";
import { bundle } from "./fragment.js";
import { bare } from "./spots.js";

const texts: Record<string, string> = {
  uuid: "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a",
  "date-time": "2026-08-20T10:15:30.123456Z",
  uri: "https://polar.sh/polar",
  "^-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?$": "5.00000E-7",
};

/** A valid document with every member that the schema names, and every known kind of each union. */
export function completeDocument(schemaName: string): unknown {
  return complete({ $ref: `#/components/schemas/${schemaName}` });
}

function complete(nullable: KnownSchema): unknown {
  const { schema } = bare(nullable);
  const { properties, items, additionalProperties: members, format, pattern, minimum } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object":
      if (typeof members === "object") return { en: complete(members) };
      return Object.fromEntries(Object.entries(properties ?? {}).map(([name, member]) => [name, complete(member)]));
    case "array":
      return kindsOf(items!).map(complete);
    case "string":
      return texts[format ?? pattern ?? ""] ?? "text";
    case "boolean":
      return true;
    default:
      return minimum ?? -1;
  }
}

/** The known kinds of a union: those that a `const` marks. */
function kindsOf(items: KnownSchema): KnownSchema[] {
  const { anyOf } = resolve<KnownSchema>(bundle, items);
  return anyOf?.filter((kind) => resolve<KnownSchema>(bundle, kind).properties?.["amount_type"]?.const) ?? [items];
}
