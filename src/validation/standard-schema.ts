import { issuesOf, type Check, type Issue } from "./issues.js";

/** A validator in the form of Standard Schema 1 (https://standardschema.dev), which form libraries take as it is. */
export interface ContractSchema<T> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "polar-orders";
    /** Gives the very value back if it keeps the contract. A request has known members only, a response may have others. */
    readonly validate: (
      value: unknown,
    ) => { readonly value: T; readonly issues?: undefined } | { readonly issues: Issue[] };
    readonly types?: { readonly input: T; readonly output: T };
  };
}

export function contractSchema<T>(check: Check): ContractSchema<T> {
  const validate = (value: unknown) => {
    const issues = issuesOf(value, check);
    return issues.length > 0 ? { issues } : { value: value as T };
  };
  return { "~standard": { version: 1, vendor: "polar-orders", validate } };
}
