import { reachable, resolve, type MediaType, type OpenApiDocument, type ResponseObject } from "../contract/document.js";
import { schemaConstantName } from "./names.js";
import { nameOf, renderBody, type Schemas } from "./validator-body.js";

/**
 * TypeScript with a function for each schema that the requests and the successful answers reach, made of the rules in
 * src/rules.ts. Functions, because bundlers drop the unused ones without a hint. Throws at what it cannot express, so that
 * nothing that the fragment demands goes unchecked.
 */
export function renderValidators(document: OpenApiDocument): string {
  const members = Object.values(document.paths).flatMap((path) => Object.values(path));
  // A path holds its parameters beside its operations.
  const operations = members.filter(({ operationId }) => operationId !== undefined);
  // What has no body has no schema either: a request that reads, an answer that only confirms.
  const requests = operations.flatMap((operation) =>
    "requestBody" in operation ? rootNames(operation.requestBody) : [],
  );
  const answers = operations.flatMap(({ operationId, responses }) => {
    const success = Object.keys(responses).find((status) => status.startsWith("2")) ?? "";
    const names = rootNames(resolve<ResponseObject>(document, responses[success] ?? { description: "" }));
    return names.map((name) => [operationId, name] as const);
  });
  const roots = [...requests, ...answers.map(([, root]) => root)];
  const schemas = document.components.schemas as Schemas;
  const functions = [...new Set([...roots, ...reachable(document, ...roots.map((name) => schemas[name]))])].map(
    (name) => {
      const exported = roots.includes(name) ? "export " : "";
      return `${exported}function ${name}(value: unknown, at: Place, name: Name): void {\n${renderBody(name, schemas)}}\n`;
    },
  );
  const table = answers.map(([operation, root]) => `  ${JSON.stringify(operation)}: ${root},\n`).join("");
  const standards = [...new Set(roots)].map(
    (name) => `
/** Checks a \`${name}\` by the contract: ${String(schemas[name]?.["description"])} */
export const ${schemaConstantName(name, "Schema")} = /* @__PURE__ */ rules.contractSchema<types.${name}>(${name});
`,
  );
  return `import * as constants from "./constants.js";
import * as rules from "../rules.js";
import type { Check, Name, Place } from "../rules.js";
import type * as types from "./types.js";

${functions.join("\n")}${standards.join("")}
/** The check of each operation's success, by its operationId. */
export const answers: Record<string, Check> = {
${table}};
`;
}

function rootNames({ content }: { content?: Record<string, MediaType> }): string[] {
  return content ? [nameOf(content["application/json"]?.schema ?? {})] : [];
}
