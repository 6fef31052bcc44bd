import { isAddition, issuesOf, type Check, type Issue } from "./generated/rules.js";
import type { CustomerOrder, CustomerOrderUpdate } from "./generated/types.js";
import * as contract from "./generated/validators.js";
import { tell } from "./tell.js";
import type { OrdersClientOptions } from "./types.js";

export { isAddition, type Issue, type IssueCode } from "./generated/rules.js";

type CheckResponse = NonNullable<OrdersClientOptions["checkResponse"]>;

/** A validator in the form of Standard Schema 1 (https://standardschema.dev), which form libraries take as it is. */
export interface ContractSchema<T> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "polar-orders";
    /** Gives the very value back where it keeps the contract, with whatever unknown members it has. */
    readonly validate: (
      value: unknown,
    ) => { readonly value: T; readonly issues?: undefined } | { readonly issues: Issue[] };
    readonly types?: { readonly input: T; readonly output: T };
  };
}

function contractSchema<T>(check: Check): ContractSchema<T> {
  const validate = (value: unknown) => {
    const issues = issuesOf(value, check);
    return issues.length > 0 ? { issues } : { value: value as T };
  };
  return { "~standard": { version: 1, vendor: "polar-orders", validate } };
}

/** What may be sent as `changes`. Unknown members pass here: the client itself refuses them. */
export const customerOrderUpdateSchema = /* @__PURE__ */ contractSchema<CustomerOrderUpdate>(
  contract.CustomerOrderUpdate,
);

/** What the contract promises of an order, values of open enums and kinds of price included: all that differs is an issue. */
export const customerOrderSchema = /* @__PURE__ */ contractSchema<CustomerOrder>(contract.CustomerOrder);

/**
 * A success whose body breaks the contract. Thrown by `assertResponse`, that is by a function of the caller's, which knows
 * nothing of the call: so it is no `PolarError`, and stands here, where it costs the core nothing.
 */
export class ContractViolationError extends Error {
  override readonly name = "ContractViolationError";

  /**
   * @param operation The operationId of what answered.
   * @param issues Each fault, without values.
   */
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
    if (issues.length > 0) tell(handler, issues, operation);
  };
}

function answerIssues(body: unknown, operation: string): Issue[] {
  const check = Object.hasOwn(contract.answers, operation) && contract.answers[operation];
  if (!check) throw new TypeError("operation must be the operationId of one of the client's calls");
  return issuesOf(body, check);
}
