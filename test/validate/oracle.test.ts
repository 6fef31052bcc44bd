import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerOrderSchema, customerOrderUpdateSchema, type ContractSchema, type Issue } from "../../src/validate.js";
import { documents, validOrders } from "../support/documents.js";
import { faultsOf } from "../support/faults.js";
import { bundle, oracle, requestExamples } from "../support/fragment.js";
import { completeDocument } from "../support/complete.js";
import { spotsOf } from "../support/spots.js";

const schemas: Record<string, ContractSchema<unknown>> = {
  CustomerOrderUpdate: customerOrderUpdateSchema,
  CustomerOrder: customerOrderSchema,
};

function issuesOf(schemaName: string, document: unknown): Issue[] {
  return schemas[schemaName]!["~standard"].validate(document).issues ?? [];
}

/** The one difference to ajv: an unknown kind of price is told, where the fragment's fallback lets it pass. */
function withoutKinds(issues: Issue[]): Issue[] {
  return issues.filter(({ code }) => code !== "unknown_price_kind");
}

describe.each(Object.keys(schemas))("%s, held against ajv", (schemaName) => {
  const validate = oracle(schemaName);

  test.each(documents)("%s", (_name, document) => {
    const issues = withoutKinds(issuesOf(schemaName, document));
    const isValid = validate(document);
    expect(issues.length === 0, JSON.stringify({ issues, ajv: validate.errors })).toBe(isValid);
  });

  test("a complete document is valid and shows every member that the schemas name", () => {
    const complete = completeDocument(schemaName);
    expect(issuesOf(schemaName, complete)).toEqual([]);
    expect(validate(complete)).toBe(true);
    const seen = new Set(spotsOf(complete, schemaName).flatMap(({ names }) => names));
    expect([...seen].toSorted()).toEqual(reachableFrom(schemaName));
  });

  const valid = schemaName === "CustomerOrder" ? validOrders : [...Object.entries(requestExamples), documents.at(-2)!];
  test.each(valid)("each single fault put into %s", (_name, document) => {
    const faults = faultsOf(document, schemaName);
    const told = faults.map(({ label, document: faulty }) => {
      const issues = issuesOf(schemaName, faulty);
      return { label, issues: issues.map(({ path, code }) => ({ path, code })), ajv: validate(faulty) };
    });
    expect(told).toEqual(
      faults.map(({ label, path, code }) => ({ label, issues: [{ path, code }], ajv: code === "unknown_price_kind" })),
    );
  });
});

/** Every schema to which references lead, but the fallback of the prices: a complete document has the known kinds. */
function reachableFrom(schemaName: string): string[] {
  const found = new Set([schemaName]);
  for (const name of found) {
    const text = JSON.stringify(bundle.components.schemas[name]);
    for (const [, next] of text.matchAll(/schemas\/(\w+)"/g)) found.add(next!);
  }
  found.delete("ProductPriceUnknown");
  return [...found].toSorted();
}

describe("formats, held against ajv", () => {
  const order = completeDocument("CustomerOrder") as Record<string, unknown> & {
    product: { organization: { socials: { url: string }[] } };
  };
  const validate = oracle("CustomerOrder");
  const seed = Number(process.env["FUZZ_SEED"] ?? 2026);

  function agrees(document: unknown): void {
    expect(issuesOf("CustomerOrder", document).length === 0).toBe(validate(document));
  }

  const two = (max: number): fc.Arbitrary<string> => fc.nat({ max }).map((number) => String(number).padStart(2, "0"));
  const offset = fc.oneof(
    fc.constantFrom("Z", "z", "", "+0", "Z0"),
    fc
      .tuple(fc.constantFrom("+", "-"), two(25), fc.constantFrom("", ":", " "), fc.oneof(fc.constant(""), two(61)))
      .map((parts) => parts.join("")),
  );
  const year = fc.oneof(fc.nat({ max: 9999 }), fc.constantFrom(0, 4, 100, 400, 1900, 2000, 2024, 2100));
  const dateTime = fc
    .tuple(
      year,
      two(13),
      fc.oneof(two(32), fc.constantFrom("28", "29", "30", "31")),
      fc.constantFrom("T", "t", " ", "", "TT"),
      two(23),
      two(60),
      two(59),
      fc.constantFrom("", ".1", ".123456", "."),
      offset,
    )
    .map(
      ([years, month, day, t, h, m, s, f, o]) =>
        `${String(years).padStart(4, "0")}-${month}-${day}${t}${h}:${m}:${s}${f}${o}`,
    );

  test("date-time: any calendar day, any offset; seconds up to 59, hours up to 23", () => {
    fc.assert(
      fc.property(dateTime, (created_at) => agrees({ ...order, created_at })),
      { numRuns: 2000, seed },
    );
  });

  test("the two known differences: a leap second, and ajv's hour 24 whose offset brings it to 23", () => {
    for (const created_at of ["2016-12-31T23:59:60Z", "2026-08-20T24:59:00+01:00"]) {
      expect(validate({ ...order, created_at })).toBe(true);
      expect(issuesOf("CustomerOrder", { ...order, created_at })).toMatchObject([{ code: "format" }]);
    }
  });

  test("uuid", () => {
    const hex = fc.stringMatching(
      /^(?:urn:uuid:|uuid:)?[\da-gA-F]{8}-?[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{11,13}$/,
    );
    fc.assert(
      fc.property(fc.oneof(hex, fc.uuid()), (id) => agrees({ ...order, id })),
      { numRuns: 1000, seed },
    );
  });

  test("uri", () => {
    const part = fc.stringMatching(/^[a-z0-9._~!$&'()*+,;=:@/?#%-]{0,6}$/);
    const free = fc.tuple(
      fc.constantFrom("https:", "a+b.c-1:", "1:", ":", ""),
      fc.constantFrom("", "/", "//", "///"),
      part,
      fc.constantFrom("", "/", "?", "#", ":", "@", "%20", "ä", " ", "\\"),
      part,
    );
    const url = fc.oneof(
      free.map((parts) => parts.join("")),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
    );
    fc.assert(
      fc.property(url, (address) => {
        const social = { platform: "x", url: address };
        agrees({
          ...order,
          product: { ...order.product, organization: { ...order.product.organization, socials: [social] } },
        });
      }),
      { numRuns: 2000, seed },
    );
  });
});
