import { addressInputMembers, customerOrderUpdateMembers, servers } from "./generated/data.js";
import type { CustomerOrderUpdate } from "./generated/types.js";

// A timer cannot wait longer: 2^31 − 1 ms, about 24.8 days.
const longestTimerMs = 2_147_483_647;
const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function demand(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new TypeError(rule);
}

/** Refuses what could leave its place in the path, and what Polar would answer with a 422. */
export function checkId(id: unknown): void {
  demand(typeof id === "string" && uuidV4.test(id), "id must be a UUID version 4 with hyphens");
}

/**
 * Polar ignores an unknown member with a 200, so that a typo would look like a success. Returns the body to send, made of the
 * known members, accessors of a class among them: later changes of the object by the caller reach no retry.
 */
export function encodeChanges(changes: CustomerOrderUpdate): string {
  const body = pick(changes, "changes", customerOrderUpdateMembers);
  const { billing_address: address } = body;
  if (address !== undefined && address !== null) {
    body["billing_address"] = pick(address, "changes.billing_address", addressInputMembers);
  }
  // What JSON would leave out or turn into null is no change that anyone meant.
  return JSON.stringify(body, (name, value: unknown) => {
    const isData = value === null || ["string", "boolean", "object", "undefined"].includes(typeof value);
    demand(isData || Number.isFinite(value), `changes must be data that JSON can express; ${name} is not`);
    return value;
  });
}

function pick(value: object, name: string, known: readonly string[]): Record<string, object | undefined> {
  checkMembers(value, name, known);
  return Object.fromEntries(
    known.filter((member) => member in value).map((member) => [member, Reflect.get(value, member)]),
  );
}

/** `options` over `defaults`, which names every option; `undefined` is as good as absent. */
export function fillOptions<Options extends object>(options: object, defaults: Options): Options {
  checkMembers(options, "options", Object.keys(defaults));
  const filled = { ...defaults };
  for (const [name, value] of Object.entries(options)) if (value !== undefined) Reflect.set(filled, name, value);
  return filled;
}

/** Refuses what is no plain object, and own members that are not in `known`. */
function checkMembers(value: object, name: string, known: readonly string[]): void {
  demand(Object.prototype.toString.call(value) === "[object Object]", `${name} must be an object`);
  const unknown = Object.keys(value).find((member) => !known.includes(member));
  if (unknown === undefined) return;
  // A member's name helps to find the typo; what does not look like a name may be somebody's data.
  const shown = /^[A-Za-z_]{1,40}$/.test(unknown) ? ` ${unknown}` : "";
  throw new TypeError(`${name} has an unknown member${shown}; known are ${known.join(", ")}`);
}

export const tokenRule = "a token of one or more visible ASCII characters, without spaces or a scheme";

export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

/** The base URL without a trailing slash: https, or http on this machine, for the token travels with every request. */
export function resolveServer(server: string | URL): string {
  const name = String(server);
  if (Object.hasOwn(servers, name)) return servers[name as keyof typeof servers];
  const url = URL.canParse(server) ? new URL(server) : undefined;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.test(url.hostname));
  demand(isSafe, `server must be one of ${Object.keys(servers).join(", ")}, an https URL, or http on loopback`);
  const { username, password, origin, pathname, href } = url;
  demand(!username && !password && !/[?#]/.test(href), "server must not carry credentials, a query or a fragment");
  return origin + pathname.replace(/\/+$/, "");
}

/** Checks the limits of a client or a call. */
export function checkLimits(limits: { timeoutMs: number; maxRetryDelayMs: number; maxRetries: number }): void {
  for (const [name, least] of [["timeoutMs", 1] as const, ["maxRetryDelayMs", 0] as const]) {
    const value = limits[name];
    const isWithin = typeof value === "number" && value >= least && value <= longestTimerMs;
    demand(isWithin, `${name} must be a number of milliseconds from ${least} to ${longestTimerMs}`);
  }
  const { maxRetries } = limits;
  demand(Number.isSafeInteger(maxRetries) && maxRetries >= 0, "maxRetries must be a whole number, 0 or more");
}

/** Checks what only a client is given. */
export function checkClientOptions({
  apiVersion,
  ...functions
}: {
  apiVersion: string;
  [name: string]: unknown;
}): void {
  demand(/^\d{4}-\d{2}$/.test(apiVersion), "apiVersion must have the form YYYY-MM");
  for (const [name, value] of Object.entries(functions)) {
    demand(value === undefined || typeof value === "function", `${name} must be a function`);
  }
}

export function checkSignal(signal: AbortSignal | undefined): void {
  demand(signal === undefined || typeof signal?.throwIfAborted === "function", "signal must be an AbortSignal");
}
