import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parsePointer } from "../contract/pointer.js";
import { root } from "../tools/paths.js";
import { findEndpoint, endpointsOf, serversOf } from "./canonical.js";
import { CannotCompareError } from "../contract/cannot-compare.js";
import { isObject, mapValues, objectOf, own, setOwn, valueAt, type Json, type JsonObject } from "../contract/json.js";
import { byText, sorted } from "./values.js";

/** The last published state of our operations that was accepted: facts only. */
export const publishedPath: string = join(root, "openapi/published.json");

export async function readPublished(): Promise<JsonObject> {
  return JSON.parse(await readFile(publishedPath, "utf8")) as JsonObject;
}

/** What the published document says of the fragment's operations, without the words of its authors, always in one order. */
export function factsOf(document: JsonObject, fragment: JsonObject): JsonObject {
  const paths: JsonObject = {};
  const candidates = endpointsOf(document);
  for (const wanted of endpointsOf(fragment)) {
    const found = findEndpoint(wanted, candidates);
    if (!found) continue;
    const { path, method, operation, item } = found;
    const { security = document["security"], servers = item["servers"], parameters = [] } = operation;
    const facts = stripped({
      ...operation,
      parameters: [item["parameters"] ?? [], parameters].flat(),
      ...(security !== undefined && { security }),
      ...(servers !== undefined && { servers }),
    });
    setOwn(paths, path, sorted({ ...objectOf(own(paths, path)), [method]: facts }));
  }
  return {
    openapi: document["openapi"] ?? "",
    info: { version: objectOf(document["info"])["version"] ?? "" },
    servers: serversOf(document).map((url) => ({ url })),
    paths: sorted(paths),
    components: componentsFor(document, paths),
  };
}

/** What the operations refer to, and what that refers to in turn. */
function componentsFor(document: JsonObject, paths: JsonObject): JsonObject {
  const schemes = endpointsOf({ paths }).flatMap(({ operation: { security } }) =>
    [security ?? []].flat().flatMap((requirement) => Object.keys(objectOf(requirement))),
  );
  const found = new Set([...referencesIn(paths), ...schemes.map((name) => `#/components/securitySchemes/${name}`)]);
  const components: JsonObject = {};
  // A set also visits what is added while it is being walked.
  for (const reference of found) {
    const [top, kind = "", name = "", ...deeper] = parsePointer(reference.slice(1));
    const value = valueAt(document, ["components", kind, name]);
    if (top !== "components" || deeper.length > 0 || value === undefined) {
      throw new CannotCompareError(`the reference ${reference} does not lead to a component`);
    }
    const facts = stripped(value);
    setOwn(components, kind, { ...objectOf(own(components, kind)), [name]: facts });
    for (const next of referencesIn(facts)) found.add(next);
  }
  return sorted(mapValues(components, (entries) => sorted(objectOf(entries))));
}

function referencesIn(value: Json): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"(#[^"]*)"/g)].map(([, reference = ""]) => reference);
}

const words = /^(?:title|summary|description|examples?|externalDocs|discriminator|tags|\$comment|x-.*)$/;
// The names in these are free: a member may be called `title`.
const ofNames = new Set(["properties", "patternProperties", "responses", "headers", "content"]);
const ofSets = new Set(["required", "enum", "type"]);

function stripped(value: Json, areNamesFree = false): Json {
  if (Array.isArray(value)) return value.map((entry) => stripped(entry));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => areNamesFree || !words.test(key));
  const entries = kept.map(([key, nested]): [string, Json] => {
    if (!areNamesFree && ofSets.has(key) && Array.isArray(nested)) return [key, byText(nested)];
    return [key, stripped(nested, !areNamesFree && ofNames.has(key))];
  });
  return sorted(Object.fromEntries(entries));
}
