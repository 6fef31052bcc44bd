import { isObject } from "../predicates.js";

/** One entry of a 422's `detail`, in the words of Polar's validation library, Pydantic. */
export type Finding = { type: string; loc: Place; msg: string; input: unknown; ctx?: object };
type Place = readonly (string | number)[];
/** Finds what is wrong with a value; `parent` is the object that it belongs to. */
export type Check = (loc: Place, input: unknown, parent?: unknown) => Finding[];

export const found = (type: string, loc: Place, msg: string, input: unknown, ctx?: object): Finding[] => [
  { type, loc, msg, input, ...(ctx && { ctx }) },
];

export function optional(check: Check): Check {
  return (loc, input) => (input === undefined || input === null ? [] : check(loc, input));
}

export function required(check: Check): Check {
  const msg = "Field required";
  return (loc, input, parent = null) => (input === undefined ? found("missing", loc, msg, parent) : check(loc, input));
}

export function object(members: Readonly<Record<string, Check>>): Check {
  const msg = "Input should be a valid dictionary or object to extract fields from";
  return (loc, input) => {
    if (!isObject(input)) return found("model_attributes_type", loc, msg, input);
    return Object.entries(members).flatMap(([name, check]) => check([...loc, name], input[name], input));
  };
}

export function oneOf(values: readonly string[]): Check {
  const quoted = values.map((value) => `'${value}'`);
  const expected = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  const [known, msg] = [new Set<unknown>(values), `Input should be ${expected}`];
  return (loc, input) => (known.has(input) ? [] : found("enum", loc, msg, input, { expected }));
}

export const string: Check = (loc, input) =>
  typeof input === "string" ? [] : found("string_type", loc, "Input should be a valid string", input);

/** A string without NUL. */
export const text: Check = (loc, input) => {
  if (typeof input !== "string" || !input.includes("\0")) return string(loc, input);
  return found("value_error", loc, "Value error, This value contains invalid characters", input, { error: {} });
};

/** A UUID of version 4. */
export const uuid: Check = (loc, input) => {
  const noString = "UUID input should be a string, bytes or UUID object";
  if (typeof input !== "string") return found("uuid_type", loc, noString, input);
  const alien = /[^\da-f-]/iu.exec(input);
  const length = `invalid length: expected length 32 for simple format, found ${input.length}`;
  const error = alien ? `invalid character: found \`${alien[0]}\` at ${alien.index + 1}` : length;
  const isUuid = /^([\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i.test(input);
  if (!isUuid) return found("uuid_parsing", loc, `Input should be a valid UUID, ${error}`, input, { error });
  const is4 = toUuid(input)[14] === "4";
  return is4 ? [] : found("uuid_version", loc, "UUID version 4 expected", input, { expected_version: 4 });
};

/** A valid id as Polar stores it. */
export const toUuid = (id: string): string =>
  id.toLowerCase().replace(/^(.{8})-?(.{4})-?(.{4})-?(.{4})-?(.{12})$/, "$1-$2-$3-$4-$5");
