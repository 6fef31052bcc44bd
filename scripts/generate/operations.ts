import { operationsOf, successesOf, type OpenApiDocument } from "../contract/document.js";
import { operationName } from "./names.js";

/** The facts of each operation that the client needs; one constant each, because bundlers drop the unused ones. */
export function renderOperations(bundle: OpenApiDocument): string {
  const constants = operationsOf(bundle).map(({ path, method, operation }) => {
    const { operationId } = operation;
    const successes = successesOf(bundle, operation).map(([status, schema]) => `${status}: ${schema !== undefined}`);
    return `/** \`${method} ${path}\` */
export const ${operationName(operationId)} = {
  operationId: ${JSON.stringify(operationId)},
  method: ${JSON.stringify(method)},
  path: ${JSON.stringify(path)},
  successes: { ${successes.join(", ")} },
} as const;
`;
  });
  return constants.join("\n");
}
