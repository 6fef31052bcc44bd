import { isName, isString, type Json } from "../predicates.js";

/** One reason why Polar refused a request; shaped for a form. */
export interface ValidationIssue {
  /** Where, inside `changes`: `["billing_address", "country"]`. Polar points at the address as a whole for a bad US or CA state. */
  readonly path: readonly (string | number)[];
  /** Polar's sentence, cut to at most 160 characters. It may repeat what was submitted: show it, do not log it. */
  readonly message: string;
  /** Polar's machine-readable kind: `missing`, `enum`, `value_error`, ... */
  readonly code: string;
}

const maxMessageLength = 160;
const maxIssues = 100;

/** The API's own code for a problem, if it looks like one: anything else may be personal. */
export function problemCode(body: unknown): string | undefined {
  const code = (body as Json)?.["error"];
  return isName(code) ? code : undefined;
}

/** The entries of a 422's `detail` that have the documented shape, at most 100, each once. */
export function problemIssues(body: unknown): ValidationIssue[] {
  const detail = (body as Json)?.["detail"];
  const issues = Array.isArray(detail) ? detail.slice(0, maxIssues).flatMap(toIssue) : [];
  return withoutRepeats(issues);
}

export function withoutRepeats(issues: ValidationIssue[]): ValidationIssue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

/** The part of issues that a log may hold. A step or a code that does not look like a name may be somebody's data. */
export function loggedIssues(issues: ValidationIssue[]): { path: (string | number)[]; code: string }[] {
  const shown = (step: string | number): string | number => (typeof step === "number" || isName(step) ? step : "?");
  return issues.map(({ path, code }) => ({ path: path.map(shown), code: String(shown(code)) }));
}

function toIssue(entry: Json): ValidationIssue[] {
  const { loc, msg, type } = entry ?? {};
  const isPath = Array.isArray(loc) && loc.every((step) => isString(step) || typeof step === "number");
  if (!isPath || !isString(msg) || !isString(type)) return [];
  // Behind the name of a query parameter come names of Polar's libraries.
  return [{ path: loc[0] === "body" ? loc.slice(1) : loc.slice(0, 2), message: shorten(msg), code: type }];
}

// The message of an unsupported country lists 244 codes in 3 kB; the cut falls between two of them, and inside no character.
function shorten(message: string): string {
  if (message.length <= maxMessageLength) return message;
  return `${message.slice(0, maxMessageLength - 2).replace(/ \S*$|[\uD800-\uDBFF]$/, "")} …`;
}
