/** The step from an object or a list to what it holds. */
export type Name = string | number;

/** One place where a value breaks the contract. It never carries the value itself. */
export interface Issue {
  /** Where, from the outermost object inwards: `["product", "prices", 0, "amount_type"]`. */
  readonly path: (string | number)[];
  /** The rule, in words for people: `must be a string`. */
  readonly message: string;
  /** The rule, for programs. */
  readonly code: IssueCode;
}

/** The rules by their names for programs. */
export type IssueCode =
  | "missing"
  | "type"
  | "enum"
  | "const"
  | "format"
  | "pattern"
  | "minimum"
  | "maximum"
  | "min_items"
  | "unknown_member"
  | "forbidden_member"
  | "subdivision"
  | AdditionCode;

const additionCodes = ["unknown_enum_value", "unknown_price_kind", "unknown_customer_type"] as const;
export type AdditionCode = (typeof additionCodes)[number];

/** Whether an issue is only a value or a variant that Polar added: not a fault, because the types are open to it. */
export function isAddition({ code }: Issue): boolean {
  return (additionCodes as readonly IssueCode[]).includes(code);
}

/** An object or a list whose members are being checked; a chain, so that a path is built only for an issue. */
export interface Place {
  readonly report: { readonly issues: Issue[]; readonly isWanted: (issue: Issue) => boolean };
  readonly up?: Place;
  readonly name: Name;
}

/** Checks the value that stands at `name` of `at`. */
export type Check = (value: unknown, at: Place, name: Name) => unknown;

const maxIssues = 100;

/** The issues of a value that are wanted, at most 100; none if it keeps the contract. */
export function issuesOf(value: unknown, check: Check, isWanted: (issue: Issue) => boolean = () => true): Issue[] {
  const issues: Issue[] = [];
  check(value, { report: { issues, isWanted }, name: "" }, "");
  return issues;
}

export function below(up: Place, name: Name): Place {
  return { report: up.report, up, name };
}

/** Whether further issues would be dropped: what loops can stop. */
export function isFull({ report }: Place): boolean {
  return report.issues.length >= maxIssues;
}

/** Adds an issue, if it is wanted; what is not takes no place among the 100. Gives `false`, so that a rule can end with it. */
export function add(at: Place, name: Name, code: IssueCode, message: string): false {
  if (isFull(at)) return false;
  const path: Name[] = [];
  // The outermost place stands for no value, so its name is no step.
  for (let place = at, step = name; place.up; step = place.name, place = place.up) path.unshift(step);
  const issue = { path, message, code };
  if (at.report.isWanted(issue)) at.report.issues.push(issue);
  return false;
}
