import { responses } from "./generated/validators.js";
import { isAddition, issuesOf, type Check, type Issue } from "./validation/issues.js";
import { notify } from "./notify.js";
import type { OrdersClientOptions } from "./types.js";

export { isAddition, type Issue, type IssueCode } from "./validation/issues.js";
export { type BillingDetails, billingDetailsSchema } from "./validation/billing-details.js";
export type { ContractSchema } from "./validation/standard-schema.js";
export { customerOrderSchema, customerOrderUpdateSchema } from "./generated/validators.js";

type CheckResponse = NonNullable<OrdersClientOptions["checkResponse"]>;

/** A success whose body breaks the contract. Not a `PolarError`: `assertResponse`, which throws it, knows nothing of the call. */
export class ContractViolationError extends Error {
  override readonly name = "ContractViolationError";

  /** `operation` is the operationId of the response; `issues` holds each fault, at most 100, without values. */
  constructor(
    readonly operation: string,
    readonly issues: readonly Issue[],
  ) {
    super(`${operation} returned a body that breaks the contract`);
  }
}

/**
 * For the client's `checkResponse`: refuses a response that breaks the contract. The update may have been stored all the
 * same. What Polar merely added (`isAddition`) passes.
 *
 * @throws {ContractViolationError} The body breaks the contract.
 */
export function assertResponse(body: unknown, operation: string): void {
  const faults = issuesOf(body, checkOf(operation), (issue) => !isAddition(issue));
  if (faults.length > 0) throw new ContractViolationError(operation, faults);
}

/**
 * Makes a `checkResponse` that calls `handler` with the issues of a response, at most 100, additions included, and lets the
 * response pass. The handler is not called for a response without issues; what it throws is ignored.
 */
export function reportTo(handler: (issues: Issue[], operation: string) => void): CheckResponse {
  return (body, operation) => {
    const issues = issuesOf(body, checkOf(operation));
    if (issues.length > 0) void notify(handler, issues, operation);
  };
}

function checkOf(operation: string): Check {
  const check = Object.hasOwn(responses, operation) && responses[operation];
  if (!check) throw new TypeError("operation must be the operationId of one of the client's calls");
  return check;
}
