import { assert, assertMembers } from "./assert.js";
import { apiVersion, servers } from "./generated/constants.js";
import { isFunction, isVersion } from "./predicates.js";
import { maxTimerMs } from "./transport/retry.js";
import { isToken } from "./transport/token.js";

/** What an option is when it is not given, and what it may be, in code and in words. */
export type Option = readonly [initial: unknown, holds: (value: never) => unknown, rule: string];

export type OptionTable = { readonly [name: string]: Option };

const isMilliseconds = (value: unknown): boolean => typeof value === "number" && value >= 1 && value <= maxTimerMs;
const milliseconds = "a number of milliseconds from 1 to 2147483647";

// Written without calls and spreads, which would keep bundlers from dropping the tables.
const timeoutMs: Option = [20_000, isMilliseconds, milliseconds];
const attemptTimeoutMs: Option = [10_000, isMilliseconds, milliseconds];
const maxRetries: Option = [
  2,
  (value: number) => Number.isSafeInteger(value) && value >= 0,
  "a whole number, 0 or more",
];
const callback: Option = [undefined, (value) => value === undefined || isFunction(value), "a function"];

const isSignal = (signal?: Record<string, unknown> | null): boolean =>
  signal === undefined ||
  ["addEventListener", "removeEventListener", "throwIfAborted"].every((name) => isFunction(signal?.[name]));
const signal: Option = [undefined, isSignal, "an AbortSignal"];

/** The options of one call. */
export const callOptions: OptionTable = { timeoutMs, attemptTimeoutMs, maxRetries, signal };

/** The options of a workflow that waits. */
export const waitOptions: OptionTable = { timeoutMs: [30_000, isMilliseconds, milliseconds], signal };

/** The options of a workflow that ends by itself. */
export const signalOption: OptionTable = { signal };

/** The options of a client, except its token. */
export const clientOptions: OptionTable = {
  timeoutMs,
  attemptTimeoutMs,
  maxRetries,
  // Looked at by `resolveServer`.
  server: ["production", () => true, ""],
  apiVersion: [apiVersion, isVersion, "of the form YYYY-MM"],
  // Looked up at each request, so that a test may intercept the global one after the client was made.
  fetch: [(url: string, init: RequestInit) => fetch(url, init), isFunction, "a function"],
  onAttempt: callback,
  checkResponse: callback,
};

/** A bearer token, or a function that gives one. */
export const tokenOption: Option = [
  undefined,
  (value) => isFunction(value) || isToken(value),
  "a token of visible ASCII characters without spaces, or a function that gives one",
];

/** Options with their defaults filled in. */
export type ResolvedOptions<Options> = {
  readonly [Name in keyof Options]-?: Name extends Callback ? Options[Name] : Exclude<Options[Name], undefined>;
};
type Callback = "onAttempt" | "checkResponse";

/**
 * The members of a table: own members of `given`, then of `fallbacks`, then the defaults; `undefined` is as good as absent. The
 * result inherits nothing: a polluted `Object.prototype` can neither add nor replace an option.
 */
export function resolveOptions<Options extends object>(
  given: Options,
  table: OptionTable,
  fallbacks?: Readonly<Record<string, unknown>>,
  group = "options",
): ResolvedOptions<Options> {
  assertMembers(given, group, Object.keys(table));
  const resolved: Record<string, unknown> = { __proto__: null, ...given };
  for (const [name, [initial, holds, rule]] of Object.entries(table)) {
    if (resolved[name] === undefined) resolved[name] = fallbacks ? fallbacks[name] : initial;
    assert(holds(resolved[name] as never), `${name} must be ${rule}`);
  }
  return resolved as ResolvedOptions<Options>;
}

const safeOrigin = /^https:|^http:\/\/(localhost|127[\d.]+|\[::1])(:\d+)?$/;

/** The base URL without a trailing slash: https, or http on this machine, because the token travels with every request. */
export function resolveServer(server: string | URL): string {
  const name = String(server);
  const address = Object.hasOwn(servers, name) ? servers[name as keyof typeof servers] : name;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  assert(
    // Credentials, a query and a fragment are what a URL has beyond these two.
    url && safeOrigin.test(url.origin) && url.href === url.origin + url.pathname,
    "server must be production, sandbox, an https URL or http on loopback, without credentials, query or fragment",
  );
  return url.href.replace(/\/+$/, "");
}
