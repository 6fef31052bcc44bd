import { CannotCompareError, formatPointer, isObject, objectOf, parsePointer, valueAt } from "./json.js";
import type { Json, JsonObject } from "./json.js";
import { canonicalSchema, sorted, withoutAnnotations, type Components } from "./schema.js";

/** A description in the one spelling in which two of them can be compared. */
export interface Canonical {
  /** An OpenAPI document with everything inlined and its sets as maps: see `schema.ts`; `toOpenApi` gives it its lists back. */
  readonly tree: JsonObject;
  /** Where in the tree each component stands: `/components/schemas/Address` by pointers into the tree. */
  readonly positions: ReadonlyMap<string, readonly string[]>;
}

export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

export function canonicalise(document: JsonObject): Canonical {
  const components = componentsOf(document);
  const paths: JsonObject = {};
  const schemes = new Set<string>();
  for (const [path, item] of Object.entries(objectOf(document["paths"]))) {
    const operations: JsonObject = {};
    for (const method of methods) {
      const operation = objectOf(item)[method];
      if (!isObject(operation)) continue;
      const security = canonicalSecurity(operation["security"] ?? document["security"] ?? []);
      for (const names of Object.keys(security)) for (const name of names.split("+")) schemes.add(name);
      operations[method] = { ...canonicalOperation(operation, objectOf(item), components), security };
    }
    if (Object.keys(operations).length > 0) paths[path] = operations;
  }
  const declared = objectOf(objectOf(document["components"])["securitySchemes"]);
  const used = Object.entries(declared).filter(([name]) => schemes.has(name));
  const tree = {
    servers: Object.fromEntries(listOf(document["servers"]).map((server) => [String(server["url"]), {}])),
    paths: sorted(paths),
    securitySchemes: sorted(Object.fromEntries(used.map(([name, scheme]) => [name, withoutAnnotations(objectOf(scheme))]))),
  };
  return { tree, positions: positionsIn(tree, components) };
}

function componentsOf(document: JsonObject): Components {
  const origins = new WeakMap<JsonObject, readonly string[]>();
  return {
    follow(reference) {
      const value = reference.startsWith("#/") ? valueAt(document, parsePointer(reference.slice(1))) : undefined;
      if (value === undefined) throw new CannotCompareError(`the reference ${reference} leads nowhere`);
      return value;
    },
    remember: (value, references) => void origins.set(value, references),
    referencesOf: (value) => origins.get(value) ?? [],
  };
}

function positionsIn(tree: JsonObject, components: Components): Map<string, string[]> {
  const positions = new Map<string, string[]>();
  const visit = (value: Json, tokens: readonly string[]): void => {
    if (!isObject(value)) return;
    for (const reference of components.referencesOf(value)) {
      const component = reference.slice(1);
      positions.set(component, [...(positions.get(component) ?? []), formatPointer(tokens)]);
    }
    for (const [key, nested] of Object.entries(value)) visit(nested, [...tokens, key]);
  };
  visit(tree, []);
  return positions;
}

function canonicalOperation(operation: JsonObject, item: JsonObject, components: Components): JsonObject {
  const { operationId, deprecated, requestBody, responses } = operation;
  const parameters: JsonObject = {};
  for (const entry of [...listOf(item["parameters"]), ...listOf(operation["parameters"])]) {
    const { name, in: place } = inlined(entry, components);
    parameters[`${String(place)} ${String(name)}`] = canonicalHolder(entry, components);
  }
  const answers = Object.entries(objectOf(responses)).map(([status, response]) => [
    status,
    { headers: {}, content: {}, ...canonicalHolder(objectOf(response), components) },
    components.referencesOf(objectOf(response)),
  ]);
  return {
    ...(operationId !== undefined && { operationId }),
    ...(deprecated === true && { deprecated }),
    parameters: sorted(parameters),
    ...(isObject(requestBody) && { requestBody: canonicalHolder(requestBody, components) }),
    responses: sorted(Object.fromEntries(answers)),
  };
}
