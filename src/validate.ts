import { isAddition, issuesOf, type Issue } from "./rules.js";
import { answers } from "./generated/validators.js";
import { notify } from "./notify.js";
import type { OrdersClientOptions } from "./types.js";

export { isAddition, type ContractSchema, type Issue, type IssueCode } from "./rules.js";
export { customerOrderSchema, customerOrderUpdateSchema } from "./generated/validators.js";

type CheckResponse = NonNullable<OrdersClientOptions["checkResponse"]>;

/** A success whose body breaks the contract. No `PolarError`: `assertResponse`, which throws it, knows nothing of the call. */
export class ContractViolationError extends Error {
  override readonly name = "ContractViolationError";

  /** `operation` is the operationId of what answered; `issues` holds each fault, without values. */
  constructor(
    readonly operation: string,
    readonly issues: readonly Issue[],
  ) {
    super(`${operation} answered with a body that breaks the contract`);
  }
}

/**
 * For the client's `checkResponse`: refuses an answer that breaks the contract. The update may have been stored all the
 * same. What Polar merely added (`isAddition`) passes.
 *
 * @throws {ContractViolationError} The body breaks the contract.
 */
export function assertResponse(body: unknown, operation: string): void {
  const faults = answerIssues(body, operation).filter((issue) => !isAddition(issue));
  if (faults.length > 0) throw new ContractViolationError(operation, faults);
}

/**
 * Makes a `checkResponse` that hands the issues of an answer to `handler`, additions included, and lets the answer pass. The
 * handler is not called where there are none; what it throws is ignored.
 */
export function reportTo(handler: (issues: Issue[], operation: string) => void): CheckResponse {
  return (body, operation) => {
    const issues = answerIssues(body, operation);
    if (issues.length > 0) void notify(handler, issues, operation);
  };
}

function answerIssues(body: unknown, operation: string): Issue[] {
  const check = Object.hasOwn(answers, operation) && answers[operation];
  if (!check) throw new TypeError("operation must be the operationId of one of the client's calls");
  return issuesOf(body, check);
}
