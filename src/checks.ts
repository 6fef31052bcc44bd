import { customerOrderUpdateMembers, servers } from "./generated/constants.js";
import type { CustomerOrderUpdate } from "./generated/types.js";
import { matches } from "./problem.js";

// A timer cannot wait longer: 2^31 − 1 ms, about 24.8 days.
const longestTimerMs = 2_147_483_647;
const uuidV4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;
const safeOrigin = /^(?:https:.+|http:\/\/(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?)$/;

function demand(holds: unknown, rule: string): asserts holds {
  if (!holds) throw new TypeError(rule);
}

/** Refuses what could leave its place in the path, and what Polar would answer with a 422. */
export function checkId(id: unknown): void {
  demand(matches(id, uuidV4), "id must be a UUID version 4 with hyphens");
}

/**
 * Polar ignores an unknown member with a 200, so that a typo would look like a success. Returns the body to send, made of the
 * known members, accessors of a class among them: later changes of the object by the caller reach no retry.
 */
export function encodeChanges(changes: CustomerOrderUpdate): string {
  return JSON.stringify(pick(changes, "changes", customerOrderUpdateMembers));
}

interface Members {
  readonly [member: string]: Members | null;
}

function pick(value: object, name: string, members: Members): object {
  checkMembers(value, name, members);
  const picked: Record<string, unknown> = {};
  for (const [member, inner] of Object.entries(members)) {
    const part: unknown = Reflect.get(value, member);
    const isNothing = part === undefined || part === null;
    if (inner && !isNothing) picked[member] = pick(part, `${name}.${member}`, inner);
    else if (isNothing || typeof part === "string") picked[member] = part;
    else throw new TypeError(`${name}.${member} must be a string or null`);
  }
  return picked;
}

/** Refuses what is no plain object, and own members that are not among the known. */
function checkMembers(value: object, name: string, known: object): void {
  demand(Object.prototype.toString.call(value) === "[object Object]", `${name} must be an object`);
  const unknown = Object.keys(value).find((member) => !Object.hasOwn(known, member));
  if (unknown === undefined) return;
  // A member's name helps to find the typo; what does not look like a name may be somebody's data.
  const shown = /^[A-Za-z_]{1,40}$/.test(unknown) ? ` ${unknown}` : "";
  throw new TypeError(`${name} has an unknown member${shown}; known are ${Object.keys(known).join(", ")}`);
}

export const tokenRule = "a token of one or more visible ASCII characters, without spaces or a scheme";

export function isToken(value: unknown): value is string {
  return matches(value, /^[\x21-\x7e]+$/);
}

type Rule = readonly [holds: (value: never) => unknown, rule: string];

const isFunction = (value: unknown): boolean => typeof value === "function";
const aFunction: Rule = [isFunction, "a function"];
const milliseconds = (least: number): Rule => [
  (value: unknown) => typeof value === "number" && value >= least && value <= longestTimerMs,
  `a number of milliseconds from ${least} to ${longestTimerMs}`,
];
/** What an option must be; the server is left to `resolveServer`. */
const rules: { readonly [option: string]: Rule } = {
  customerSession: [(value) => isFunction(value) || isToken(value), `${tokenRule}, or a function that gives one`],
  apiVersion: [(value) => matches(value, /^\d{4}-\d{2}$/), "a version of the form YYYY-MM"],
  timeoutMs: milliseconds(1),
  maxRetries: [(value: number) => Number.isSafeInteger(value) && value >= 0, "a whole number, 0 or more"],
  maxRetryDelayMs: milliseconds(0),
  fetch: aFunction,
  onAttempt: aFunction,
  checkResponse: aFunction,
  signal: [
    (value?: AbortSignal) => value === undefined || typeof value?.throwIfAborted === "function",
    "an AbortSignal",
  ],
};

/** Options with their defaults filled in. */
export type Filled<Options> = { readonly [Name in keyof Options]-?: Exclude<Options[Name], undefined> };

/** `options` over `defaults`, which names every option; `undefined` is as good as absent. */
export function fillOptions<Options extends object>(
  options: { [Name in keyof Options]?: Options[Name] | undefined },
  defaults: Options,
): Options {
  checkMembers(options, "options", defaults);
  const filled = { ...defaults };
  for (const name in filled) {
    if (options[name] !== undefined) filled[name] = options[name];
    const [holds, rule] = rules[name] ?? [() => true];
    demand(holds(filled[name] as never), `${name} must be ${rule}`);
  }
  return filled;
}

/** The base URL without a trailing slash: https, or http on this machine, for the token travels with every request. */
export function resolveServer(server: string | URL): string {
  const name = String(server);
  const address = Object.hasOwn(servers, name) ? servers[name as keyof typeof servers] : name;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  demand(
    // Credentials, a query and a fragment are what a URL has beyond these two.
    url && safeOrigin.test(url.origin) && url.href === url.origin + url.pathname,
    `server must be one of ${Object.keys(servers).join(", ")}, an https URL, or http on loopback, without credentials, query or fragment`,
  );
  return url.href.replace(/\/+$/, "");
}
