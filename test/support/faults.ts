import { bundle, isRequest } from "./fragment.js";
import { spotsOf, withValue, type Path, type Spot } from "./schemas.js";

/** The codes of unknown variants. They are additions, which the fallback of an open union lets pass. */
export const variantCodes: ReadonlySet<string> = new Set(
  Object.values(bundle.components.schemas).flatMap((schema) => schema["x-open-union"] ?? []),
);

/** A document with exactly one fault, and the issue that reports it. */
export interface Fault {
  /** `/product/prices/0/id: not a UUID`. */
  readonly label: string;
  readonly document: unknown;
  readonly path: Path;
  readonly code: string;
}

type Change = readonly [what: string, value: unknown, code: string];

const otherTypes = { string: "x", number: 1.5, boolean: true, object: {}, array: [] };
const badTexts: Record<string, readonly string[]> = {
  uuid: [
    "",
    "abc",
    "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3",
    "4f6c1b0e5a534d2e9a0b6f0d8d1c2b3a",
    "gf6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a",
  ],
  "date-time": [
    "",
    "2026-08-20",
    "2026-08-20T10:00:00",
    "2026-13-01T10:00:00Z",
    "2026-00-01T10:00:00Z",
    "2026-02-29T10:00:00Z",
    "1900-02-29T10:00:00Z",
    "2026-04-31T10:00:00Z",
    "2026-08-20T24:00:00Z",
    "2026-08-20T10:60:00Z",
    "2026-08-20T10:00:61Z",
    "2026-08-20T10:00:00+24:00",
    "1755684000",
  ],
  uri: ["", "polar.sh", "https://polar.sh/a b", "https://polar.sh/%zz", "https://[::1", "//polar.sh", "https:"],
};
/** Beside a format, texts that keep it. */
const badPatterns: Record<string, readonly string[]> = {
  "^[^\\u0000]*$": ["\u0000", "a\u0000b"],
  "^-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?$": ["", "1.", ".5", "+1", "1e", "1e1234", "1,5", " 1", "1\n"],
  "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$": [
    "4f6c1b0e-5a53-1d2e-9a0b-6f0d8d1c2b3a",
    "4f6c1b0e-5a53-4d2e-7a0b-6f0d8d1c2b3a",
    "urn:uuid:4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a",
  ],
  "^(?=.{1,2083}$)[Hh][Tt][Tt][Pp][Ss]?://": [
    "ftp://polar.sh",
    "mailto:ada@example.com",
    `https://polar.sh/${"a".repeat(2083)}`,
  ],
};

/** Every document that differs from a valid one in a single place and is no longer valid. */
export function faultsOf(valid: unknown, schemaName: string): Fault[] {
  const isClosed = isRequest(schemaName);
  return spotsOf(valid, schemaName).flatMap((spot) => {
    const fault = (path: Path, [what, value, code]: Change): Fault => ({
      label: `/${path.join("/")}: ${what}`,
      // Built when it is asked for: an order has more than a thousand of them.
      get document() {
        return withValue(valid, path, value);
      },
      path,
      code,
    });
    const faults = changesOf(spot, isClosed).map((change) => fault(spot.path, change));
    if (!isClosed || spot.schema.type !== "object" || spot.value === null) return faults;
    return [...faults, fault([...spot.path, "x_unknown"], ["unknown", "x", "unknown_member"])];
  });
}

function changesOf(spot: Spot, isClosed: boolean): Change[] {
  const { schema, types, isNullable, isOptional, path, tagCode } = spot;
  const typeCode = schema.const === undefined || tagCode !== undefined ? "type" : "const";
  const changes: Change[] = [];
  if (!isOptional && path.length > 0) changes.push(["missing", undefined, "missing"]);
  if (!isNullable) changes.push(["null", null, typeCode]);
  for (const [type, value] of Object.entries(otherTypes)) {
    if (!types.includes(type) && schema.const !== value) changes.push([type, value, typeCode]);
  }
  return [...changes, ...finerChanges(spot, isClosed)];
}

/** Values of the right type that a further keyword refuses. */
function finerChanges({ schema, types, tagCode, isOptional }: Spot, isClosed: boolean): Change[] {
  const { format, pattern, minimum, maximum, minItems, enum: values, const: only } = schema;
  if (tagCode !== undefined) return [["an unknown variant", "of_tomorrow", tagCode]];
  const enumCode = schema["x-open-enum"] === true ? "unknown_enum_value" : "enum";
  const changes: (Change[] | false | undefined)[] = [
    format !== undefined && badTexts[format]!.map((text) => [`not a ${format}: ${text}`, text, "format"]),
    pattern !== undefined && badPatterns[pattern]!.map((text) => [`pattern: ${text}`, text, "pattern"]),
    values && [
      ["not in the enum", "of tomorrow", enumCode],
      ["the empty string", "", isClosed && !isOptional ? "missing" : enumCode],
    ],
    schema.type === "integer" && types.length === 1 && [["not whole", 1.5, "type"]],
    minimum !== undefined && [["too small", minimum - 1, "minimum"]],
    // Twice as much, because a step of one is lost in a bound like 2 ** 63.
    maximum !== undefined && [["too big", maximum * 2, "maximum"]],
    minItems !== undefined && [["too short", [], "min_items"]],
    typeof only === "string" && [["another string", `${only}s`, "const"]],
    only === true && [["false", false, "const"]],
  ];
  return changes.flatMap((change) => change || []);
}
