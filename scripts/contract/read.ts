import { createReadStream } from "node:fs";
import { parse } from "yaml";
import { CannotCompareError } from "./cannot-compare.js";
import { isObject, type Json, type JsonObject } from "./json.js";

const maxBytes = 20_000_000;
const maxDepth = 500;
const maxAliases = 100;

/** Reads an OpenAPI document that is not ours, in JSON or YAML, from a file or URL. What it refers to is never read. */
export async function readDocument(source: string): Promise<JsonObject> {
  const document = parseText(source, await readText(source));
  const version = isObject(document) ? document["openapi"] : undefined;
  if (!isObject(document) || typeof version !== "string") {
    throw new CannotCompareError(`${source} is not an OpenAPI description`);
  }
  if (!version.startsWith("3.1.")) throw new CannotCompareError(`${source} is OpenAPI ${version}; 3.1 is needed`);
  check(source, document);
  return document;
}

async function readText(source: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of await chunksOf(source)) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new CannotCompareError(`${source} has more than ${maxBytes / 1e6} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function chunksOf(source: string): Promise<AsyncIterable<Uint8Array>> {
  const failure = (what: string, error: Error & { code?: string }): CannotCompareError =>
    new CannotCompareError(`${what}: ${error.code ?? error.message}`);
  if (!/^https?:/.test(source))
    return named(createReadStream(source), (error) => failure(`cannot read ${source}`, error));
  const response = await fetch(source).catch((error: Error) => {
    throw failure(`cannot reach ${source}`, error.cause instanceof Error ? error.cause : error);
  });
  if (!response.ok) throw new CannotCompareError(`${source} returned ${response.status}`);
  return named(bodyOf(response), () => new CannotCompareError(`${source} broke off`));
}

function bodyOf({ body }: Response): AsyncIterable<Uint8Array> | Uint8Array[] {
  // Node's streams can be iterated; the types are those of browsers, where not all can.
  return (body as (ReadableStream & AsyncIterable<Uint8Array>) | null) ?? [];
}

/** The same chunks; what goes wrong on the way is thrown as the caller names it. */
async function* named(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  rename: (error: Error) => Error,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw rename(error as Error);
  }
}

function parseText(source: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    if (!/^["']?openapi["']?[ \t]*:/m.test(text)) {
      throw new CannotCompareError(`${source} is neither JSON nor YAML of an OpenAPI description`);
    }
  }
  try {
    return parse(text, { maxAliasCount: maxAliases, logLevel: "error" }) as Json;
  } catch {
    // The parser's own words quote the document and fill a screen.
    throw new CannotCompareError(`${source} cannot be read as an OpenAPI description`);
  }
}

/** Refuses what would lead out of the document, and what is nested too deeply for those who walk it by recursion. */
function check(source: string, document: JsonObject): void {
  const left: [value: Json, depth: number][] = [[document, 0]];
  for (let entry = left.pop(); entry; entry = left.pop()) {
    const [value, depth] = entry;
    if (typeof value !== "object" || value === null) continue;
    if (depth > maxDepth) throw new CannotCompareError(`${source} is nested more than ${maxDepth} deep`);
    const reference = isObject(value) ? value["$ref"] : undefined;
    if (typeof reference === "string" && !reference.startsWith("#")) {
      throw new CannotCompareError(`${source} refers to another document: ${reference}`);
    }
    for (const nested of Object.values(value)) left.push([nested, depth + 1]);
  }
}
