import { operationsOf, reachable, successesOf, type OpenApiDocument, type Operation } from "../contract/document.js";
import { schemaConstantName } from "./names.js";
import { nameOf } from "./validator-calls.js";
import { renderFunction } from "./validator-functions.js";

/**
 * TypeScript with a function for each schema that the requests and the successful responses reach, made of the rules in
 * src/validation/rules.ts. Functions, because bundlers drop the unused ones without a hint. Throws at what it cannot express, so that
 * nothing that the fragment demands goes unchecked.
 */
export function renderValidators(document: OpenApiDocument): string {
  const { schemas } = document.components;
  const operations = operationsOf(document).map(({ operation }) => operation);
  const requests = new Set(operations.flatMap(requestName));
  const successes = operations.map((operation) => [operation.operationId, successNames(document, operation)] as const);
  const responses = new Set(successes.flatMap(([, names]) => names.filter((name) => name !== undefined)));
  const reached = (roots: ReadonlySet<string>): string[] => [
    ...new Set([...roots, ...reachable(document, ...[...roots].map((name) => schemas[name]))]),
  ];
  const requestSchemas = new Set(reached(requests));
  const responseSchemas = new Set(reached(responses));
  for (const name of requestSchemas) {
    if (responseSchemas.has(name) && schemas[name]?.properties)
      throw new Error(`validators: ${name} is sent and received; closed and open objects need a schema each`);
  }
  const roots = new Set([...requests, ...responses]);
  const functions = [...new Set([...requestSchemas, ...responseSchemas])].map((name) => {
    const exported = roots.has(name) ? "export " : "";
    return exported + renderFunction(name, schemas, requestSchemas.has(name));
  });
  const standards = [...roots].map(
    (name) => `
/** Checks a \`${name}\` by the contract: ${String(schemas[name]?.description)} */
export const ${schemaConstantName(name, "Schema")} = /* @__PURE__ */ contractSchema<types.${name}>(${name});
`,
  );
  const table = successes.map(([id, names]) => `  ${JSON.stringify(id)}: ${renderSuccess(id, names)},\n`);
  return `import { below, type Check, type Name, type Place } from "../validation/issues.js";
import * as rules from "../validation/rules.js";
import { contractSchema } from "../validation/standard-schema.js";
import * as constants from "./constants.js";
import type * as types from "./types.js";

${functions.join("\n")}${standards.join("")}
/** The check of each operation's successes, by its operationId. */
export const responses: Record<string, Check> = {
${table.join("")}};
`;
}

function requestName({ requestBody }: Partial<Operation>): string[] {
  return requestBody ? [nameOf(requestBody.content["application/json"]?.schema ?? {})] : [];
}

/** The schemas of an operation's successes; undefined stands for no body. */
function successNames(document: OpenApiDocument, operation: Operation): (string | undefined)[] {
  return [...new Set(successesOf(document, operation).map(([, schema]) => schema && nameOf(schema)))];
}

function renderSuccess(operationId: string, names: readonly (string | undefined)[]): string {
  const [name, ...others] = names.filter((one) => one !== undefined);
  // A check sees the body alone, without its status.
  if (others.length > 0)
    throw new Error(`validators: the successes of ${operationId} differ in more than having a body`);
  if (name === undefined) return "rules.nothing";
  return names.includes(undefined) ? `(value, at, name) => value == null || ${name}(value, at, name)` : name;
}
