import type { Difference } from "./changes.js";
import { isObject, type Json } from "../contract/json.js";

/** From what asks for nothing to what asks for most. */
export const bumps = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof bumps)[number];

/** What a change asks for, and what it means in a few words. */
export type Effect = readonly [Bump, string];

export const nothing = "nothing changes";

/** Keywords that narrow a value without changing its type: no TypeScript type shows them. */
export const constraint = /^(?:format|pattern|multipleOf|uniqueItems|m(?:in|ax)[A-Z]\w*|m(?:in|ax)imum|exclusiveM\w+)$/;

/** Whether a schema rules out everything: `additionalProperties: false`. */
export function isClosing(schema: Json | undefined): boolean {
  return isObject(schema) && isObject(schema["not"]) && Object.keys(schema["not"]).length === 0;
}

/** Whether a list of values that both have gained or lost one; otherwise only one of the two has a list. */
export function isValueOfList({ kind, tokens, ours, published }: Difference): boolean {
  return tokens.at(-1) === "enum" && typeof (kind === "added" ? published : ours) !== "object";
}

export function typesOf(type: Json | undefined): string[] {
  return [type ?? []].flat().map(String);
}
