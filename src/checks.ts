import { servers } from "./generated/data.js";
import { longestTimerMs } from "./retry.js";
import type { AddressInput, CustomerOrderUpdate } from "./types.js";

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const changesMembers = { billing_name: true, billing_address: true } satisfies Record<keyof CustomerOrderUpdate, true>;
const addressMembers = {
  line1: true,
  line2: true,
  postal_code: true,
  city: true,
  state: true,
  country: true,
} satisfies Record<keyof AddressInput, true>;

/** Refuses what could leave its place in the path, and what Polar would answer with a 422. */
export function checkId(id: unknown): void {
  if (typeof id !== "string" || !uuidV4.test(id)) throw new TypeError("id must be a UUID version 4 with hyphens");
}

/**
 * Polar ignores an unknown member with a 200, so that a typo would look like a success. Returns the body to send: later
 * changes of the object by the caller reach no retry.
 */
export function encodeChanges(changes: CustomerOrderUpdate): string {
  checkMembers(changes, "changes", changesMembers);
  const { billing_address: address } = changes;
  if (address !== undefined && address !== null) checkMembers(address, "changes.billing_address", addressMembers);
  try {
    return JSON.stringify(changes);
  } catch {
    throw new TypeError("changes must be data that JSON can express");
  }
}

/** Refuses what is no plain object, and own members that are not in `known`. */
export function checkMembers(value: unknown, name: string, known: Record<string, true>): void {
  if (Object.prototype.toString.call(value) !== "[object Object]") throw new TypeError(`${name} must be an object`);
  for (const member of Object.keys(value as object)) {
    if (Object.hasOwn(known, member)) continue;
    // A member's name helps to find the typo; what does not look like a name may be somebody's data.
    const shown = /^[A-Za-z_]{1,40}$/.test(member) ? ` ${member}` : "";
    throw new TypeError(`${name} has an unknown member${shown}; known are ${Object.keys(known).join(", ")}`);
  }
}

export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

export const tokenRule = "a token of one or more visible ASCII characters, without spaces or a scheme";

/** The base URL without a trailing slash: https, or http on this machine, for the token travels with every request. */
export function resolveServer(server: unknown): string {
  if (typeof server === "string" && Object.hasOwn(servers, server)) return servers[server as keyof typeof servers];
  const url = parseUrl(server);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.test(url.hostname));
  if (!url || !isSafe) {
    throw new TypeError(`server must be one of ${Object.keys(servers).join(", ")}, an https URL, or http on loopback`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError("server must not carry credentials, a query or a fragment");
  }
  return url.href.replace(/\/+$/, "");
}

function parseUrl(value: unknown): URL | undefined {
  try {
    return new URL(value as string | URL);
  } catch {
    return undefined;
  }
}

export function checkDuration(value: unknown, name: string, least: number): void {
  if (typeof value !== "number" || !(value >= least && value <= longestTimerMs)) {
    throw new TypeError(`${name} must be a number of milliseconds from ${least} to ${longestTimerMs}`);
  }
}

export function checkCount(value: unknown, name: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new TypeError(`${name} must be a whole number, 0 or more`);
}

export function checkFunction(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== "function") throw new TypeError(`${name} must be a function`);
}
