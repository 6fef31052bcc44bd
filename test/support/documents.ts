import { readFileSync, readdirSync } from "node:fs";
import { componentName, successesOf } from "../../scripts/contract/document.js";
import { completeDocument } from "./complete.js";
import { bundle, operations } from "./fragment.js";
import { wireAnswers } from "./wire.js";

type NamedDocument = readonly [name: string, document: unknown];

const folder = new URL("../fixtures/", import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".json"));

/** Each example of a request or of a success, with the name of its schema. */
const examples = operations.flatMap(({ id, operation, requests, answers }) => {
  const request = componentName(operation.requestBody?.content["application/json"]?.schema ?? {});
  const successes = new Map(successesOf(bundle, operation).map(([status, schema]) => [status, schema] as const));
  return [
    ...Object.entries(requests).map(([name, document]) => ({ schema: request, name: `request ${name}`, document })),
    ...answers.flatMap(({ key, status, value }) => {
      const schema = componentName(successes.get(status) ?? {});
      return schema === undefined ? [] : [{ schema, name: `${id} ${key}`, document: value }];
    }),
  ];
});

/** The schemas of all requests and successes. */
export const bodySchemas: readonly string[] = [...new Set(examples.flatMap(({ schema }) => schema ?? []))];

/** The documents of the suite that keep the contract of one of those schemas, each once. */
export function validDocuments(schemaName: string): NamedDocument[] {
  const found = new Map<string, NamedDocument>();
  for (const { schema, name, document } of examples) {
    const text = JSON.stringify(document);
    if (schema === schemaName && !found.has(text)) found.set(text, [name, document]);
  }
  return [...found.values(), [`a complete ${schemaName}`, completeDocument(schemaName)]];
}

/** Every JSON document of the suite, whatever it describes. */
export const documents: readonly NamedDocument[] = [
  ...bodySchemas.flatMap(validDocuments),
  ...operations.flatMap(({ id, answers }) => answers.map(({ key, value }) => [`${id} ${key}`, value] as const)),
  ...fixtures.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8"))] as const),
  ...Object.entries(wireAnswers).flatMap(([id, answers]) =>
    answers.flatMap(({ fact, body }) =>
      body.startsWith("{") ? [[`${id}: ${fact}`, JSON.parse(body) as unknown] as const] : [],
    ),
  ),
];
