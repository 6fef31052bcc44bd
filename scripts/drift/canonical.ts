import { parsePointer } from "../contract/document.js";
import { CannotCompareError, formatPointer, isObject, listOf, objectOf, textOf, valueAt } from "./json.js";
import type { Json, JsonObject } from "./json.js";
import { canonicalOperation, canonicalSecurity } from "./operation.js";
import { sorted, type Components } from "./schema.js";

/** A description in the one spelling in which two of them can be compared. */
export interface Canonical {
  /** An OpenAPI document with everything inlined and its sets as maps; `toOpenApi` gives the lists back. */
  readonly tree: JsonObject;
  /** Where each component went: pointers into the tree by `/components/schemas/Address`. */
  readonly positions: ReadonlyMap<string, readonly string[]>;
}

// Some ten times as many as the operations of today have, each reference put in place.
const maxSchemas = 100_000;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

interface LocatedOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  readonly item: JsonObject;
}

export function operationsOf(document: JsonObject): LocatedOperation[] {
  return Object.entries(objectOf(document["paths"])).flatMap(([path, value]) => {
    const item = objectOf(value);
    return methods.flatMap((method) => {
      const operation = item[method];
      return isObject(operation) ? [{ path, method, operation, item }] : [];
    });
  });
}

export function serversOf(document: JsonObject): string[] {
  return listOf(document["servers"]).map((server) => textOf(server["url"]));
}

/** The operations of `reference` as the document describes them: all of its own, where no reference is given. */
export function canonicalise(document: JsonObject, reference = document): Canonical {
  const components = componentsOf(document);
  const paths: JsonObject = {};
  const declared = objectOf(objectOf(document["components"])["securitySchemes"]);
  const present = operationsOf(document);
  for (const { path, method, operation: wanted } of operationsOf(reference)) {
    const found = present.find(({ operation }) => operation["operationId"] === wanted["operationId"]);
    if (!found) continue;
    const { operation, item } = found;
    const security = canonicalSecurity(listOf(operation["security"] ?? document["security"]), declared);
    const known = objectOf(paths[path]);
    paths[path] = { ...known, [method]: { ...canonicalOperation(operation, item, components), security } };
  }
  const servers = Object.fromEntries(serversOf(document).map((url) => [url, {}]));
  const tree: JsonObject = { servers, paths: sorted(paths) };
  return { tree, positions: positionsIn(tree, components) };
}

function componentsOf(document: JsonObject): Components {
  // Beside the tree and not in it, so that a name is never a difference.
  const origins = new WeakMap<JsonObject, readonly string[]>();
  let count = 0;
  return {
    follow(reference) {
      const value = reference.startsWith("#/") ? valueAt(document, parsePointer(reference.slice(1))) : undefined;
      if (value === undefined) throw new CannotCompareError(`the reference ${reference} leads nowhere`);
      return value;
    },
    count() {
      count += 1;
      if (count > maxSchemas)
        throw new CannotCompareError(`the schemas are too many: over ${maxSchemas} in the operations`);
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
