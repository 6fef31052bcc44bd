/** One reason why Polar refused a request; shaped for a form. */
export interface ValidationIssue {
  /** Where, inside `changes`: `["billing_address", "country"]`. Polar points at the address as a whole for a bad US or CA state. */
  readonly path: readonly (string | number)[];
  /** Polar's sentence, cut to at most 160 characters. It may repeat what was submitted: show it, do not log it. */
  readonly message: string;
  /** Polar's machine-readable kind: `missing`, `enum`, `value_error`, ... */
  readonly code: string;
}

const longestMessage = 160;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function matches(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}

/** The API's own code for a problem, only where it looks like one: what else stands there may be personal. */
export function problemCode(body: unknown): string | undefined {
  const code = isObject(body) ? body["error"] : undefined;
  return matches(code, /^[A-Za-z_]{1,64}$/) ? code : undefined;
}

/** The entries of a 422's `detail` that have the documented shape. */
export function problemIssues(body: unknown): ValidationIssue[] {
  const detail = isObject(body) ? body["detail"] : undefined;
  return Array.isArray(detail) ? detail.flatMap(toIssue) : [];
}

function toIssue(entry: unknown): ValidationIssue[] {
  const { loc, msg, type } = isObject(entry) ? entry : {};
  const isPath = Array.isArray(loc) && loc.every((step) => ["string", "number"].includes(typeof step));
  if (!isPath || typeof msg !== "string" || typeof type !== "string") return [];
  return [{ path: loc[0] === "body" ? loc.slice(1) : loc, message: shorten(msg), code: type }];
}

// The message of an unsupported country lists 244 codes in 3 kB; the cut falls between two of them.
function shorten(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage - 2).replace(/ \S*$/, "")} …` : message;
}
