import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import {
  operationsOf,
  reachable,
  resolve,
  type LocatedOperation,
  type MediaType,
  type OpenApiDocument,
  type ResponseObject,
} from "../../scripts/contract/document.js";
import { bundlePath } from "../../scripts/tools/paths.js";

/** The bundled contract. */
export const bundle = JSON.parse(readFileSync(bundlePath, "utf8")) as OpenApiDocument;

/** One way in which the contract says that an operation can be answered. */
interface DeclaredAnswer {
  /** `200 application/json current`, `429`. */
  readonly key: string;
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly example: string | undefined;
  readonly value: unknown;
}

/** An operation with everything that the contract says about its requests and answers. */
export interface DeclaredOperation extends LocatedOperation {
  /** The operationId. */
  readonly id: string;
  /** The named request bodies; none if the operation takes no body. */
  readonly requests: Readonly<Record<string, unknown>>;
  /** Every status, media type and named example. */
  readonly answers: readonly DeclaredAnswer[];
}

export const operations: readonly DeclaredOperation[] = operationsOf(bundle).map((located) => {
  const { operationId: id, requestBody, responses } = located.operation;
  return {
    ...located,
    id,
    requests: requestBody ? namedExamples(jsonOf(requestBody.content)) : {},
    answers: Object.entries(responses).flatMap(([status, entry]) => answersOf(status, resolve(bundle, entry))),
  };
});

/** The operation of an operationId. */
export function operationOf(id: string): DeclaredOperation {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`the bundle has no operation ${id}`);
  return found;
}

/** The named request bodies and the answers of the update operation. */
export const { requests: requestExamples, answers: declaredAnswers } = operationOf("customer_portal:orders:update");

function answersOf(status: string, { content }: ResponseObject): DeclaredAnswer[] {
  const empty = { key: status, status: Number(status), mediaType: undefined, example: undefined, value: undefined };
  if (!content) return [empty];
  return Object.entries(content).flatMap(([mediaType, media]) => {
    const named = Object.entries(namedExamples(media));
    if (named.length === 0) throw new Error(`${status} ${mediaType} has no named example`);
    return named.map(([example, value]) => ({
      key: `${status} ${mediaType} ${example}`,
      status: Number(status),
      mediaType,
      example,
      value,
    }));
  });
}

function jsonOf(content: Record<string, MediaType>): MediaType {
  const media = content["application/json"];
  if (!media) throw new Error("no application/json");
  return media;
}

function namedExamples(media: MediaType): Record<string, unknown> {
  const examples = Object.entries(media.examples ?? {});
  return Object.fromEntries(examples.map(([name, example]) => [name, resolve(bundle, example).value]));
}

const requestSchemas = new Set(
  reachable(bundle, ...operationsOf(bundle).map(({ operation }) => operation.requestBody)),
);

/** Whether a schema is sent: its objects are then closed to unknown members, which Polar would ignore. */
export function isRequest(schema: string): boolean {
  return requestSchemas.has(schema);
}

const { schemas } = bundle.components;
const closedSchemas = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [
    name,
    schema.properties ? { ...schema, additionalProperties: false } : schema,
  ]),
);
const ajv = new Ajv2020({ allErrors: true, keywords: ["x-message", "x-open-enum", "x-open-union", "x-subdivisions"] });
addFormats.default(ajv);
ajv.addSchema(toAjv({ $id: "response", $defs: schemas }, "response"));
ajv.addSchema(toAjv({ $id: "request", $defs: closedSchemas }, "request"));

/** The exact oracle: ajv on a schema of the bundle. `errors` of the returned function say why it refuses. */
export function oracle(schema: string): ValidateFunction {
  return ajv.compile({ $ref: `${isRequest(schema) ? "request" : "response"}#/$defs/${schema}` });
}

/** The exact oracle for the JSON body of one status. */
export function answerOracle(status: number, id = "customer_portal:orders:update"): ValidateFunction {
  const entry = operationOf(id).operation.responses[status];
  if (!entry) throw new Error(`${status} is not declared for ${id}`);
  const { content } = resolve<ResponseObject>(bundle, entry);
  return ajv.compile(toAjv(jsonOf(content ?? {}).schema, "response"));
}

/** The same schema with its references leading to where ajv has them. */
function toAjv<T>(schema: T, id: string): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', `"${id}#/$defs/`)) as T;
}
