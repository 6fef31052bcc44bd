export const brand: unique symbol = /* @__PURE__ */ Symbol.for("@internal/polar-orders/PolarError") as never;
const customInspect = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");

/** What every error is told: the request without its values (`PATCH /v1/customer-portal/orders/{id}`), and how many were sent. */
export interface ErrorContext {
  readonly request: string;
  readonly attempts: number;
}

/** What a log may show of an error. Never headers, a body, an issue's message, an id or a token. */
export interface LoggedError {
  name: string;
  message: string;
  status?: number;
  code?: string;
  reason?: string;
  limit?: string;
  timeoutMs?: number;
  retryAfterMs?: number;
  attempts: number;
  issues?: { path: (string | number)[]; code: string }[];
}

/** The base of every error that a call of this package ends with, except the `TypeError` of a wrong argument. */
export abstract class PolarError extends Error {
  /** How many requests the call had sent when it ended. */
  readonly attempts: number;

  constructor(message: string, { request, attempts }: ErrorContext, cause?: unknown) {
    super(`${request} ${message}`, cause === undefined ? undefined : { cause });
    this.attempts = attempts;
    // Not as members of the class: a computed name would keep every bundler from dropping the classes that are not used.
    Object.defineProperties(this, { [brand]: { value: true }, [customInspect]: { value: inspectError } });
  }

  // On the prototype rather than in a field: V8 reads the name for the first line of the stack.
  abstract override get name(): string;

  /** What a log may show; see `LoggedError`. */
  toJSON(): LoggedError {
    const { name, message } = this;
    return Object.assign({}, this, { name, message });
  }
}

type Inspect = (value: unknown, options: object) => string;

/** Without it, `util.inspect` with `getters: true` would print the body. */
function inspectError(this: PolarError, _depth: number, options: object, inspect: Inspect): string {
  const { name: _name, message: _message, ...members } = this.toJSON();
  const fields = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  const { cause, stack = "" } = this;
  const shown = { ...fields, ...(cause !== undefined && { cause }) };
  // Bun writes the stack before it knows the name.
  const namedStack = stack.replace(/^Error:/, `${this.name}:`);
  return `${namedStack} ${inspect(shown, { ...options, depth: 9 })}`;
}
