import { resolve, type MediaType, type OpenApiDocument, type ResponseObject } from "./contract.js";
import { nameOf, renderBody, type KnownSchema, type Schemas } from "./validator-body.js";

/**
 * TypeScript with a function for each schema that the requests and the successful answers reach, made of the rules in
 * rules.ts. Functions, because bundlers drop the unused ones without a hint. Throws at what it cannot express, so that
 * nothing that the fragment demands goes unchecked.
 */
export function renderValidators(document: OpenApiDocument): string {
  const members = Object.values(document.paths).flatMap((path) => Object.values(path));
  // A path holds its parameters beside its operations.
  const operations = members.filter(({ operationId }) => operationId !== undefined);
  const requests = operations.map(({ requestBody }) => rootName(requestBody.content));
  const answers = operations.map(({ operationId, responses }): [operation: string, root: string] => {
    const success = Object.keys(responses).find((status) => status.startsWith("2")) ?? "";
    return [
      operationId,
      rootName(resolve<ResponseObject>(document, responses[success] ?? { description: "" }).content),
    ];
  });
  const roots = [...requests, ...answers.map(([, root]) => root)];
  const schemas = document.components.schemas as Schemas;
  const functions = reachable(schemas, roots).map((name) => {
    const exported = roots.includes(name) ? "export " : "";
    return `${exported}function ${name}(value: unknown, at: Place, name: Name): void {\n${renderBody(name, schemas)}}\n`;
  });
  const table = answers.map(([operation, root]) => `  ${JSON.stringify(operation)}: ${root},\n`).join("");
  return `import * as data from "./data.js";
import * as rules from "./rules.js";
import type { Check, Name, Place } from "./rules.js";

${functions.join("\n")}
/** The check of each operation's success, by its operationId. */
export const answers: Record<string, Check> = {
${table}};
`;
}

function rootName(content: Record<string, MediaType> | undefined): string {
  return nameOf((content?.["application/json"]?.schema ?? {}) as KnownSchema);
}

function reachable(schemas: Schemas, roots: readonly string[]): string[] {
  const found = new Set(roots);
  // A set also visits what is added while it is being walked.
  for (const name of found) {
    const references = JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, reference = ""] of references) found.add(reference);
  }
  return [...found];
}
