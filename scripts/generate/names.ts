/** The name of a generated constant of an operation: `ordersGetPaymentStatus` of `customer_portal:orders:get_payment_status`. */
export function operationName(operationId: string): string {
  const words = operationId.replace(/^customer_portal:/, "");
  return words.replaceAll(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The name of a generated constant of a schema: the values that it allows, its members, or its validator. */
export function schemaConstantName(schema: string, what: "Values" | "Members" | "Schema"): string {
  return `${schema[0]?.toLowerCase()}${schema.slice(1)}${what}`;
}
