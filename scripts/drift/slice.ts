import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redocly } from "../tools/redocly.js";
import { operationsOf, serversOf } from "./canonical.js";
import { CannotCompareError, isObject, textOf, type Json, type JsonObject } from "./json.js";

const patienceMs = 60_000;

/** The operations of `ours` out of a big description, with no more than the components that they need. */
export async function readSlice(source: string, ours: JsonObject): Promise<JsonObject> {
  const text = await read(source);
  const operationIds = operationsOf(ours).map(({ operation }) => textOf(operation["operationId"]));
  const slice = await cut(source, text, operationIds);
  const isTheirs = serversOf(slice).some((url) => serversOf(ours).includes(url));
  // With the right servers it is drift: the operation is gone. Without them it is some other API.
  if (operationsOf(slice).length === 0 && !isTheirs) {
    throw new CannotCompareError(
      `${source} has neither the operation ${operationIds.join(", ")} nor a server of the contract`,
    );
  }
  return slice;
}

async function read(source: string): Promise<string> {
  if (!/^https?:/.test(source)) {
    return readFile(source, "utf8").catch((error: NodeJS.ErrnoException) => {
      throw new CannotCompareError(`cannot read ${source}: ${error.code ?? error.message}`);
    });
  }
  const response = await fetch(source, { signal: AbortSignal.timeout(patienceMs) }).catch((error: Error) => {
    const { code } = (error.cause ?? {}) as { code?: string };
    throw new CannotCompareError(`cannot reach ${source}: ${code ?? error.message}`);
  });
  if (!response.ok) throw new CannotCompareError(`${source} answered ${response.status}`);
  return response.text().catch(() => {
    throw new CannotCompareError(`${source} broke off`);
  });
}

async function cut(source: string, text: string, operationIds: readonly string[]): Promise<JsonObject> {
  const isJson = checkJson(source, text);
  const folder = await mkdtemp(join(tmpdir(), "polar-orders-"));
  const file = (name: string): string => join(folder, name);
  try {
    const input = `published.${isJson ? "json" : "yaml"}`;
    const decorators = { "filter-in": { property: "operationId", value: operationIds } };
    await writeFile(file(input), text);
    // JSON is YAML.
    await writeFile(file("redocly.yaml"), JSON.stringify({ apis: { published: { root: input, decorators } } }));
    const options = ["--config", file("redocly.yaml"), "--remove-unused-components", "--output", file("slice.json")];
    const { code } = await redocly("bundle", "published", ...options);
    const slice = code === 0 ? (JSON.parse(await readFile(file("slice.json"), "utf8")) as Json) : undefined;
    if (!isObject(slice)) throw new CannotCompareError(`${source} cannot be read as an OpenAPI description`);
    checkVersion(source, slice);
    return slice;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Tells JSON from what may be YAML; Redocly's own words for the rest fill a screen. */
function checkJson(source: string, text: string): boolean {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch {
    if (/^\s*openapi\s*:/m.test(text)) return false;
    throw new CannotCompareError(`${source} is neither JSON nor YAML of an OpenAPI description`);
  }
  checkVersion(source, document);
  return true;
}

function checkVersion(source: string, document: Json): void {
  const version = isObject(document) ? document["openapi"] : undefined;
  if (typeof version !== "string") throw new CannotCompareError(`${source} is no OpenAPI description`);
  if (!version.startsWith("3.1.")) throw new CannotCompareError(`${source} is OpenAPI ${version}; 3.1 is needed`);
}
