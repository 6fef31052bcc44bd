import { canonicalise } from "../../scripts/drift/canonical.js";
import { placesOf, type Departure } from "../../scripts/drift/departures.js";
import { setAt, valueAt, type JsonObject } from "../../scripts/contract/json.js";
import { toOpenApi } from "./render.js";
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

/** A description that differs from ours in exactly what the departures say: ours with their published values put back. */
export function publishedWith(
  departures: readonly Departure[],
  document = bundle as unknown as JsonObject,
): JsonObject {
  const { tree, positions } = canonicalise(document);
  const places = departures.flatMap(({ pointer, published }) =>
    placesOf(pointer, positions).map((tokens) => ({ tokens, published })),
  );
  // The deepest first, as whole answers and variants go that hold other places.
  for (const { tokens, published } of places.toSorted((a, b) => b.tokens.length - a.tokens.length)) {
    if (valueAt(tree, tokens.slice(0, -1)) !== undefined) setAt(tree, tokens, published);
  }
  return { ...toOpenApi(tree), info: { title: "Polar, as published", version: "2026-10" } };
}
