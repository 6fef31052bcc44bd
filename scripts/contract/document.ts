import { readFile } from "node:fs/promises";
import { bundlePath } from "../tools/paths.js";

/** As much of an OpenAPI document as the scripts and tests read. */
export interface OpenApiDocument {
  openapi: string;
  "x-generated"?: string;
  info: { title: string; version: string };
  servers: { url: string; "x-server-name": string }[];
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema> } & Record<string, Record<string, unknown>>;
}

interface PathItem {
  [method: string]: Operation;
}

export interface Operation {
  operationId: string;
  responses: Record<string, ResponseObject | Reference>;
  requestBody: { content: Record<string, MediaType> };
}

export interface ResponseObject {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, MediaType>;
}

export interface MediaType {
  schema: Schema;
  examples?: Record<string, { summary?: string; value: unknown } | Reference>;
}

export interface Reference {
  $ref: string;
}

export interface Schema {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
}

export async function readBundle(): Promise<OpenApiDocument> {
  return JSON.parse(await readFile(bundlePath, "utf8")) as OpenApiDocument;
}

/** Follows a `$ref` inside the document. */
export function resolve<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  if (!("$ref" in value)) return value;
  let target: unknown = document;
  for (const step of parsePointer(value.$ref.slice(1))) target = (target as Record<string, unknown>)[step];
  if (target === undefined) throw new Error(`${value.$ref} leads nowhere`);
  return resolve(document, target as T | Reference);
}

/** The steps of a JSON pointer: `/paths/~1v1` has `paths` and `/v1`. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The schemas that the given parts of the document refer to, and all that these refer to in turn. */
export function reachable(document: OpenApiDocument, ...parts: unknown[]): string[] {
  const found = new Set<string>();
  const collect = (part: unknown): void => {
    const references = JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, name = ""] of references) found.add(name);
  };
  for (const part of parts) collect(part);
  // A set also visits what is added while it is being walked.
  for (const name of found) collect(document.components.schemas[name]);
  return [...found];
}

/** The name of the generated constant with what a schema allows, the members that it has, or its validator. */
export function constantName(schema: string, what: "Values" | "Members" | "Schema"): string {
  return `${schema[0]?.toLowerCase()}${schema.slice(1)}${what}`;
}
