import type { JsonObject } from "../../scripts/contract/json.js";
import { bundle } from "../support/fragment.js";

interface ObjectSchema extends JsonObject {
  properties: Record<string, JsonObject>;
  required: string[];
}

/** The parts of a description that tests change. */
export interface Draft {
  document: JsonObject;
  operation: JsonObject & { responses: JsonObject; security: JsonObject[] };
  schemas: Record<string, JsonObject & { enum?: string[] }>;
  order: ObjectSchema;
  update: ObjectSchema;
  /** An answer with a JSON body. */
  reply: (schema: JsonObject) => JsonObject;
  rename: (schema: string, name: string) => void;
}

/** A description of our own as if Polar published it: the bundled contract with a change. It has none of the departures. */
export function publishedFrom(mutate: (draft: Draft) => void): JsonObject {
  const document = structuredClone(bundle) as unknown as JsonObject;
  const { schemas } = document["components"] as { schemas: Draft["schemas"] };
  const paths = document["paths"] as Record<string, Record<string, Draft["operation"]>>;
  const names: [string, string][] = [];
  mutate({
    document,
    operation: paths["/v1/customer-portal/orders/{id}"]!["patch"]!,
    schemas,
    order: schemas["CustomerOrder"] as ObjectSchema,
    update: schemas["CustomerOrderUpdate"] as ObjectSchema,
    reply: (schema) => ({ description: "New.", content: { "application/json": { schema } } }),
    rename: (schema, name) => {
      schemas[name] = schemas[schema]!;
      delete schemas[schema];
      names.push([schema, name]);
    },
  });
  let text = JSON.stringify(document);
  for (const [schema, name] of names)
    text = text.replaceAll(`"#/components/schemas/${schema}"`, `"#/components/schemas/${name}"`);
  return JSON.parse(text) as JsonObject;
}
