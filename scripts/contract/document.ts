import { readFile } from "node:fs/promises";
import { bundlePath } from "../tools/paths.js";
import { parsePointer } from "./pointer.js";

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
  parameters?: (Parameter | Reference)[];
  responses: Record<string, ResponseObject | Reference>;
  requestBody?: { content: Record<string, MediaType> };
}

interface Parameter {
  name: string;
  in: string;
  schema: Schema;
  example?: unknown;
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

/** A JSON Schema: its keywords that the scripts and tests know by type, and any other. */
export interface Schema {
  [keyword: string]: unknown;
  $ref?: string;
  description?: string;
  type?: string | string[];
  enum?: string[];
  const?: string | number | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  format?: string;
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  /** The rule in words for people, if a validator cannot make them up: `must be a decimal number`. */
  "x-message"?: string;
  /** Polar adds values without notice. */
  "x-open-enum"?: boolean;
  /** Polar adds variants without notice; the code of the issue that reports an unknown one. */
  "x-open-union"?: string;
}

export async function readBundle(): Promise<OpenApiDocument> {
  return JSON.parse(await readFile(bundlePath, "utf8")) as OpenApiDocument;
}

export interface LocatedOperation {
  readonly path: string;
  /** In upper case. */
  readonly method: string;
  readonly operation: Operation;
  /** The path's own and the operation's. */
  readonly parameters: readonly Parameter[];
}

export const methods: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
]);

export function operationsOf(document: OpenApiDocument): LocatedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const { parameters: shared = [] } = item as Pick<Operation, "parameters">;
    const operations = Object.entries(item).filter(([member]) => methods.has(member));
    return operations.map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
      parameters: [...shared, ...(operation.parameters ?? [])].map((entry) => resolve(document, entry)),
    }));
  });
}

/** The responses of an operation's success: the JSON schema of each documented 2xx, none if it has no body. */
export function successesOf(document: OpenApiDocument, operation: Operation): [status: number, schema?: Schema][] {
  const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith("2"));
  return successes.map(([status, response]) => {
    const { content } = resolve(document, response);
    if (!content) return [Number(status)];
    const schema = content["application/json"]?.schema;
    if (!schema) throw new Error(`${operation.operationId}: the body of ${status} has no JSON schema`);
    // A body that is always null says no more than none.
    return resolve(document, schema).type === "null" ? [Number(status)] : [Number(status), schema];
  });
}

export function resolve<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as T;
  let target: unknown = document;
  for (const step of parsePointer(value.$ref.slice(1))) target = (target as Record<string, unknown>)[step];
  if (target === undefined) throw new Error(`${value.$ref} leads nowhere`);
  return resolve(document, target as T | Reference);
}

/** The schemas that the given parts of the document refer to, and all that these refer to in turn. */
export function reachable(document: OpenApiDocument, ...parts: unknown[]): string[] {
  const found = new Set<string>();
  const collect = (part: unknown): void => {
    const references = (JSON.stringify(part) ?? "").matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, name = ""] of references) found.add(name);
  };
  for (const part of parts) collect(part);
  // A set also visits what is added while it is being walked.
  for (const name of found) collect(document.components.schemas[name]);
  return [...found];
}

/** The name of the component that a reference leads to; none if the schema is inline. */
export function componentName({ $ref }: { $ref?: string }): string | undefined {
  return $ref === undefined ? undefined : parsePointer($ref).at(-1);
}

/** Whether a variant of a union names a member only to say that it must be absent: `{ not: {} }`, or `false`. */
export function isForbidden(schema: Schema | boolean): boolean {
  return schema === false || (typeof schema === "object" && JSON.stringify(schema.not) === "{}");
}
