import { describe, expect, test } from "vitest";
import { isDateTime, isUri, isUuid } from "../../src/validation/formats.js";
import { below, isAddition, issuesOf, type Check, type Issue } from "../../src/validation/issues.js";
import * as rules from "../../src/validation/rules.js";

type Rule = (...args: Parameters<Check>) => unknown;

const open = ["a", "b"];
const numbers: Rule = (...at) => rules.primitive(...at, ["string", "number"]);
const oneToThree: Rule = (...at) => rules.integer(...at, 1, 3);
const share: Rule = (...at) => rules.number(...at, 0, 1);
const digits: Rule = (...at) => rules.matching(...at, /^\d+$/, "must be digits");
const letters: Rule = (...at) => rules.matching(...at, /^[a-z]+$/);
const pair: Rule = (...at) => rules.list(...at, rules.text, 2);
const texts: Rule = (...at) => rules.list(...at, rules.text);
const map: Rule = (...at) => rules.record(...at, rules.flag);
const anything: Rule = (...at) => rules.record(...at);

describe("a rule accepts what keeps it, and says what it must be", () => {
  test.each<[name: string, rule: Rule, valid: unknown[], invalid: [value: unknown, code: string, message: string][]]>([
    [
      "text",
      rules.text,
      ["", "a"],
      [
        [1, "type", "must be a string"],
        [undefined, "missing", "is required"],
      ],
    ],
    ["flag", rules.flag, [true, false], [["true", "type", "must be true or false"]]],
    [
      "number",
      rules.number,
      [0, -1.5],
      [
        ["0", "type", "must be a number"],
        [NaN, "type", "must be a number"],
      ],
    ],
    [
      "number in a range",
      share,
      [0, 1, 0.5],
      [
        [-0.1, "minimum", "must be 0 or more"],
        [1.1, "maximum", "must be 1 or less"],
      ],
    ],
    [
      "integer",
      rules.integer,
      [0, -7],
      [
        [0.5, "type", "must be a whole number"],
        [null, "type", "must be a whole number"],
      ],
    ],
    [
      "integer in a range",
      oneToThree,
      [1, 3],
      [
        [0, "minimum", "must be 1 or more"],
        [4, "maximum", "must be 3 or less"],
      ],
    ],
    [
      "primitive",
      numbers,
      ["a", 0, 1.5],
      [
        [true, "type", "must be a string or a number"],
        [Infinity, "type", "must be a string or a number"],
        [undefined, "missing", "is required"],
      ],
    ],
    ["literal", (...at) => rules.literal(...at, "a"), ["a"], [["b", "const", 'must be "a"']]],
    [
      "nothing",
      rules.nothing,
      [undefined, null],
      [
        ["", "type", "must be empty"],
        [0, "type", "must be empty"],
      ],
    ],
    [
      "matching",
      digits,
      ["12"],
      [
        ["1a", "pattern", "must be digits"],
        [12, "type", "must be a string"],
      ],
    ],
    ["matching without a message", letters, ["a"], [["1", "pattern", "has the wrong form"]]],
    [
      "closedEnum",
      (...at) => rules.closedEnum(...at, open),
      ["a", "b"],
      [
        ["c", "enum", "must be one of a, b"],
        [1, "type", "must be a string"],
      ],
    ],
    [
      "closedEnum with a message",
      (...at) => rules.closedEnum(...at, open, "must be good"),
      ["a"],
      [["c", "enum", "must be good"]],
    ],
    [
      "openEnum",
      (...at) => rules.openEnum(...at, open),
      ["a"],
      [
        ["c", "unknown_enum_value", "is not one of the known values"],
        [1, "type", "must be a string"],
      ],
    ],
    ["uuid", rules.uuid, ["4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a"], [["a", "format", "must be a UUID"]]],
    [
      "dateTime",
      rules.dateTime,
      ["2026-08-20T10:00:00Z"],
      [["2026", "format", "must be a date and time with its offset from UTC (RFC 3339)"]],
    ],
    [
      "uri",
      rules.uri,
      ["https://polar.sh"],
      [
        ["polar", "format", "must be a complete URL"],
        [1, "type", "must be a string"],
      ],
    ],
    ["list", texts, [[], ["a"]], [[{ length: 0 }, "type", "must be a list"]]],
    ["list of a least length", pair, [["a", "b"]], [[["a"], "min_items", "must have 2 or more entries"]]],
    [
      "object",
      rules.object,
      [{}, new Date()],
      [
        [[], "type", "must be an object"],
        [null, "type", "must be an object"],
      ],
    ],
    [
      "plainObject",
      rules.plainObject,
      [{}, Object.create(null)],
      [
        [new Date(), "type", "must be a plain object"],
        [[], "type", "must be an object"],
        [undefined, "missing", "is required"],
      ],
    ],
    ["record", map, [{}, { a: true }], [[[], "type", "must be an object"]]],
    ["record of anything", anything, [{ a: 1 }], [["a", "type", "must be an object"]]],
  ])("%s", (_name, rule, valid, invalid) => {
    for (const value of valid) expect(issuesOf(value, rule)).toEqual([]);
    for (const [value, code, message] of invalid) expect(issuesOf(value, rule)).toEqual([{ path: [], code, message }]);
  });
});

describe("the rules about members", () => {
  const memberIssues = (check: Check): Issue[] => issuesOf({}, check);

  test("a fault inside a list or a map has the path of the entry", () => {
    expect(issuesOf(["a", 1], texts)).toMatchObject([{ path: [1], code: "type" }]);
    expect(issuesOf({ a: true, b: 1 }, map)).toMatchObject([{ path: ["b"], code: "type" }]);
  });

  test("a member that is forbidden may be undefined only", () => {
    const forbidden = (value: unknown) => memberIssues((_, at) => rules.forbidden(value, at, "a", ["b", "c"]));
    expect(forbidden(undefined)).toEqual([]);
    expect(forbidden(null)).toMatchObject([{ code: "forbidden_member", message: "cannot be sent together with b, c" }]);
  });

  test("of several members one is required: the first is named, and the others as the way out", () => {
    expect(memberIssues((_, at, name) => rules.oneRequired(below(at, name), ["a", "b", "c"]))).toMatchObject([
      { path: ["a"], code: "missing", message: "is required, unless b or c is given" },
    ]);
  });

  test("the empty text is no choice, any other value is", () => {
    expect(["", " ", 0, null].map(rules.chosen)).toEqual([undefined, " ", 0, null]);
  });

  test("an unknown variant is an addition, and a tag that is not a string no variant", () => {
    const check: Check = (tag, at) => rules.unknownVariant(tag, at, "type", "unknown_customer_type");
    expect(issuesOf("robot", check)).toMatchObject([{ code: "unknown_customer_type" }]);
    expect(issuesOf("robot", check).every(isAddition)).toBe(true);
    expect(issuesOf("robot", check, (issue) => !isAddition(issue))).toEqual([]);
    expect(issuesOf(5, check)).toEqual([]);
  });

  test("the members of one object are bounded too", () => {
    const check: Check = (_, at) => {
      for (let member = 0; member < 150; member++) rules.text(0, at, member);
    };
    expect(memberIssues(check)).toHaveLength(100);
  });

  test("no loop reads on once 100 issues are there", () => {
    const read: unknown[] = [];
    const check: Check = (value, at, name) => {
      read.push(value);
      rules.flag(value, at, name);
    };
    const many = Array.from({ length: 300 }, (_, index) => index);
    expect(issuesOf(many, (...at) => rules.list(...at, check))).toHaveLength(100);
    expect(issuesOf({ ...many }, (...at) => rules.record(...at, check))).toHaveLength(100);
    expect(read).toHaveLength(200);
  });
});

describe("formats", () => {
  const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
  test.each([id, id.toUpperCase(), `urn:uuid:${id}`])("%s is a UUID", (text) => {
    expect(isUuid(text)).toBe(true);
  });
  test.each(["", `${id}a`, `a${id}`, id.replaceAll("-", ""), id.replace("4", "g"), `uuid:${id}`])(
    "%j is not a UUID",
    (text) => {
      expect(isUuid(text)).toBe(false);
    },
  );

  test.each([
    "2026-08-20T10:15:30Z",
    "2026-08-20t10:15:30z",
    "2026-08-20 23:59:59.123456+14:00",
    "2026-12-31T00:00:00-1130",
    "2026-01-31T00:00:00+01",
    "2024-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z",
    "0004-02-29T00:00:00Z",
    "2026-04-30T20:00:00Z",
  ])("%s is a date and time", (text) => {
    expect(isDateTime(text)).toBe(true);
  });
  test.each([
    "",
    "2026-08-20",
    "2026-08-20T10:15:30",
    "12026-08-20T10:15:30Z",
    "2026-08-20T10:15:30Zz",
    "2026-00-20T10:15:30Z",
    "2026-13-20T10:15:30Z",
    "2026-08-00T10:15:30Z",
    "2026-08-32T10:15:30Z",
    "2026-04-31T10:15:30Z",
    "2026-02-29T10:15:30Z",
    "1900-02-29T10:15:30Z",
    "0100-02-29T10:15:30Z",
    "2024-02-30T10:15:30Z",
    "2026-08-20T24:00:00Z",
    "2026-08-20T10:60:00Z",
    "2026-08-20T10:15:60Z",
    "2026-08-20T10:15:30.Z",
    "2026-08-20T10:15:30+24:00",
    "2026-08-20T10:15:30+01:60",
    "2026-08-20T10:15:30+1",
    "2026-08-20x10:15:30Z",
  ])("%j is not a date and time", (text) => {
    expect(isDateTime(text)).toBe(false);
  });

  test.each([
    "https://polar.sh",
    "https://ada@polar.sh:8080/a/b;c?d=e/f#g?h",
    "https://polar.sh/%20?%20#%20",
    "a+b.c-1:x",
    "mailto:ada@example.com",
    "http://[::1]:80/a%20b?c#d",
    "http://a:b@[v1.a]/",
    "file:///etc",
  ])("%s is a URL", (text) => {
    expect(isUri(text)).toBe(true);
  });
  test.each([
    "",
    "polar.sh",
    "//polar.sh",
    "1a://b",
    "https:",
    "https://a b",
    "https://a/%zz",
    "https://a/%2",
    "https://[::1",
    "https://[::1]x",
    "https://[::1]:a",
    "https://a?ä",
    "https://a#ä",
    "https://a#b#c",
    " https://a",
  ])("%j is not a URL", (text) => {
    expect(isUri(text)).toBe(false);
  });
});
