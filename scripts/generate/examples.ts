import type { OpenApiDocument } from "../contract/document.js";

/** The examples of the contract that ./testing starts from, as data. */
export function renderExamples({ components }: OpenApiDocument): string {
  const examples = components["examples"] as Record<string, { value?: unknown } | undefined>;
  const order = examples["current"]?.value;
  const session = examples["session_of_individual"]?.value as { customer?: unknown } | undefined;
  if (!order || !session?.customer)
    throw new Error("examples: the contract has no current order or no session_of_individual");
  return `import type { CustomerIndividual, CustomerOrder } from "./types.js";

/** A purchase with all its members. */
export const exampleOrder: CustomerOrder = ${JSON.stringify(order)};

/** The customer who made it. */
export const exampleCustomer: CustomerIndividual = ${JSON.stringify(session.customer)};
`;
}
