/** The step from an object or a list to what it holds. */
export type Name = string | number;

/** One place where a value departs from the contract. It never carries the value itself. */
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
  | "min_items"
  | "unknown_enum_value"
  | "unknown_price_kind";

/** Whether an issue is only a value or a kind of price that Polar added: no fault, for the types are open to it. */
export function isAddition({ code }: Issue): boolean {
  return code === "unknown_enum_value" || code === "unknown_price_kind";
}

/** An object or a list whose members are being checked; a chain, so that a path is made only where an issue is. */
export interface Place {
  readonly issues: Issue[];
  readonly up?: Place;
  readonly name: Name;
}

/** Checks the value that stands at `name` of `at`. */
export type Check = (value: unknown, at: Place, name: Name) => void;

/** Every issue of a value; none where it keeps the contract. */
export function issuesOf(value: unknown, check: Check): Issue[] {
  const issues: Issue[] = [];
  check(value, { issues, name: "" }, "");
  return issues;
}

export function below(up: Place, name: Name): Place {
  return { issues: up.issues, up, name };
}

function add(at: Place, name: Name, code: IssueCode, message: string): void {
  const path: Name[] = [];
  // The outermost place stands for no value, so its name is no step.
  for (let place = at, step = name; place.up; step = place.name, place = place.up) path.unshift(step);
  at.issues.push({ path, message, code });
}

function expected(what: string, value: unknown, at: Place, name: Name, code: IssueCode = "type"): false {
  if (value === undefined) add(at, name, "missing", "is required");
  else add(at, name, code, `must be ${what}`);
  return false;
}

function isText(value: unknown, at: Place, name: Name): value is string {
  return typeof value === "string" || expected("a string", value, at, name);
}

export function text(value: unknown, at: Place, name: Name): void {
  isText(value, at, name);
}

export function flag(value: unknown, at: Place, name: Name): void {
  if (typeof value !== "boolean") expected("true or false", value, at, name);
}

export function number(value: unknown, at: Place, name: Name): void {
  if (!Number.isFinite(value)) expected("a number", value, at, name);
}

export function integer(value: unknown, at: Place, name: Name, minimum?: number): void {
  if (!Number.isInteger(value)) expected("a whole number", value, at, name);
  else if (minimum !== undefined && (value as number) < minimum) {
    add(at, name, "minimum", `must be ${minimum} or more`);
  }
}

export function literal(value: unknown, at: Place, name: Name, only: string | number | boolean): void {
  if (value !== only) expected(JSON.stringify(only), value, at, name, "const");
}

export function matching(value: unknown, at: Place, name: Name, pattern: RegExp): void {
  if (isText(value, at, name) && !pattern.test(value)) add(at, name, "pattern", `must match ${pattern.source}`);
}

export function closedEnum(value: unknown, at: Place, name: Name, values: readonly string[]): void {
  if (isText(value, at, name) && !values.includes(value)) add(at, name, "enum", "must be one of the listed values");
}

export function openEnum(value: unknown, at: Place, name: Name, values: readonly string[]): void {
  if (!isText(value, at, name) || values.includes(value)) return;
  add(at, name, "unknown_enum_value", "is none of the known values");
}

/** Reports the tag of a kind that is none of the known ones; what is no text at all is a fault, and reported as such. */
export function unknownKind(tag: unknown, at: Place, name: Name, code: IssueCode): void {
  if (typeof tag === "string") add(at, name, code, "is none of the known kinds");
}

const uuidForm = /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

export function uuid(value: unknown, at: Place, name: Name): void {
  if (isText(value, at, name) && !uuidForm.test(value)) add(at, name, "format", "must be a UUID");
}

// No leap second: Polar's server keeps its times in Python's datetime, which has none.
const dateTimeForm =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[t\s](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/i;

export function dateTime(value: unknown, at: Place, name: Name): void {
  if (!isText(value, at, name)) return;
  const [, year, month, day] = dateTimeForm.exec(value) ?? [];
  if (Number(day) <= 28 || Number(day) <= lastDay(Number(year), Number(month))) return;
  add(at, name, "format", "must be a date and time (RFC 3339)");
}

function lastDay(year: number, month: number): number {
  // The calendar repeats after 400 years, and Date.UTC takes the years below 100 for the 20th century.
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

// RFC 3986 as loosely as ajv-formats reads it: the signs that may stand in a host, a port or a path are not told apart.
const uriForm =
  /^(?!.*%(?![\da-f]{2}))[a-z][a-z\d+.-]*:(?:\/?\/(?:[\w.~!$&'()*+,;=:%-]*@)?\[[\da-fv:.]+\](?::\d*)?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?|[\w.~!$&'()*+,;=:@%/-]+)(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?(?:#[\w.~!$&'()*+,;=:@%/?-]*)?$/i;

export function uri(value: unknown, at: Place, name: Name): void {
  if (isText(value, at, name) && !uriForm.test(value)) add(at, name, "format", "must be an absolute URI");
}

export function list(value: unknown, at: Place, name: Name, item: Check, minItems = 0): void {
  if (!Array.isArray(value)) return void expected("a list", value, at, name);
  if (value.length < minItems) add(at, name, "min_items", `must have ${minItems} or more entries`);
  const inside = below(at, name);
  value.forEach((entry, index) => item(entry, inside, index));
}

export function object(value: unknown, at: Place, name: Name): value is Record<string, unknown> {
  return (
    (typeof value === "object" && value !== null && !Array.isArray(value)) || expected("an object", value, at, name)
  );
}

/** An object with any members, each to be checked by `member`. */
export function record(value: unknown, at: Place, name: Name, member?: Check): void {
  if (!object(value, at, name) || !member) return;
  const inside = below(at, name);
  for (const [key, entry] of Object.entries(value)) member(entry, inside, key);
}

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

export function contractSchema<T>(check: Check): ContractSchema<T> {
  const validate = (value: unknown) => {
    const issues = issuesOf(value, check);
    return issues.length > 0 ? { issues } : { value: value as T };
  };
  return { "~standard": { version: 1, vendor: "polar-orders", validate } };
}
