import { isDeepStrictEqual } from "node:util";
import { formatPointer, parsePointer } from "../contract/pointer.js";
import { methods } from "../contract/document.js";
import { CannotCompareError } from "../contract/cannot-compare.js";
import { isObject, listOf, objectOf, own, setOwn, textOf, valueAt } from "../contract/json.js";
import type { Json, JsonObject } from "../contract/json.js";
import { canonicalOperation, canonicalSecurity } from "./operation.js";
import type { Components } from "./schema.js";
import { sorted } from "./values.js";

/** A description in the one spelling in which two of them can be compared. */
export interface Canonical {
  /** The operations with everything inlined and their sets as maps. */
  readonly tree: JsonObject;
  /** Where each component went: pointers into the tree by `/components/schemas/Address`. */
  readonly positions: ReadonlyMap<string, readonly string[]>;
}

// Some ten times as many as the operations of today have, each reference put in place.
const maxSchemas = 100_000;

export interface Endpoint {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  readonly item: JsonObject;
}

export function endpointsOf(document: JsonObject): Endpoint[] {
  return Object.entries(objectOf(document["paths"])).flatMap(([path, value]) => {
    const { $ref: reference } = objectOf(value);
    const item = objectOf(typeof reference === "string" ? valueAt(document, parsePointer(reference.slice(1))) : value);
    return [...methods].flatMap((method) => {
      const operation = item[method];
      return isObject(operation) ? [{ path, method, operation, item }] : [];
    });
  });
}

/** The same operation in another document: under the same path, whatever its parameters are called, or by its operationId. */
export function findEndpoint(
  { path, method, operation }: Endpoint,
  candidates: readonly Endpoint[],
): Endpoint | undefined {
  const { operationId } = operation;
  return (
    candidates.find((other) => other.method === method && shapeOf(other.path) === shapeOf(path)) ??
    candidates.find((other) => operationId !== undefined && other.operation["operationId"] === operationId)
  );
}

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, "{}");
}

export function serversOf(document: JsonObject): string[] {
  return listOf(document["servers"]).map((server) => textOf(server["url"]));
}

/** The operations of `reference` as the document describes them: all of its own if no reference is given. */
export function canonicalize(document: JsonObject, reference = document): Canonical {
  const components = componentsOf(document);
  const paths: JsonObject = {};
  const candidates = endpointsOf(document);
  for (const wanted of endpointsOf(reference)) {
    const found = findEndpoint(wanted, candidates);
    if (!found) continue;
    const { path, method } = wanted;
    const endpoint = canonicalEndpoint(document, wanted, found, components);
    setOwn(paths, path, { ...objectOf(own(paths, path)), [method]: endpoint });
  }
  const servers = Object.fromEntries(serversOf(document).map((url) => [url, {}]));
  const tree: JsonObject = { servers, paths: sorted(paths) };
  return { tree, positions: positionsIn(tree, components) };
}

/** An operation with what it takes from its path and its document. */
function canonicalEndpoint(
  document: JsonObject,
  wanted: Endpoint,
  { path, method, operation, item }: Endpoint,
  components: Components,
): JsonObject {
  const parametersIn = (template: string): string[] => template.match(/(?<=\{)[^}]*(?=\})/g) ?? [];
  const known = parametersIn(wanted.path);
  const names = new Map(parametersIn(path).map((name, index) => [name, known[index] ?? name]));
  const declared = objectOf(objectOf(document["components"])["securitySchemes"]);
  const security = canonicalSecurity(listOf(operation["security"] ?? document["security"]), declared);
  const servers = serversOf(operation["servers"] ? operation : item).toSorted();
  const isElsewhere = servers.length > 0 && !isDeepStrictEqual(servers, serversOf(document).toSorted());
  const isMoved = method !== wanted.method || shapeOf(path) !== shapeOf(wanted.path);
  return {
    ...canonicalOperation(operation, item, names, components),
    security,
    ...(isElsewhere && { servers }),
    ...(isMoved && { movedTo: `${method.toUpperCase()} ${path}` }),
  };
}

function componentsOf(document: JsonObject): Components {
  // Beside the tree and not in it, so that a name is never a difference.
  const origins = new WeakMap<JsonObject, readonly string[]>();
  let count = 0;
  return {
    isRequest: false,
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
