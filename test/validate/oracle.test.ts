import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerOrder } from "../../src/index.js";
import * as generated from "../../src/generated/validators.js";
import type { ContractSchema, Issue } from "../../src/validate.js";
import { reachable } from "../../scripts/contract/document.js";
import { schemaConstantName } from "../../scripts/generate/names.js";
import { seed } from "../support/arbitraries.js";
import { bodySchemas, documents, validDocuments } from "../support/documents.js";
import { faultsOf, variantCodes } from "../support/faults.js";
import { bundle, oracle } from "../support/fragment.js";
import { completeDocument } from "../support/complete.js";
import { reference, spotsOf, withValue } from "../support/schemas.js";

const validators = new Map<string, unknown>(Object.entries(generated));

function issuesOf(schemaName: string, document: unknown): Issue[] {
  const schema = validators.get(schemaConstantName(schemaName, "Schema")) as ContractSchema<unknown>;
  return schema["~standard"].validate(document).issues ?? [];
}

describe.each(bodySchemas)("%s, compared with ajv", (schemaName) => {
  const validate = oracle(schemaName);

  test("every document of the suite gets the same verdict", () => {
    const verdicts = documents.map(([name, document]) => {
      // The one difference: an unknown variant is reported, although the fragment's fallback lets it pass.
      const issues = issuesOf(schemaName, document).filter(({ code }) => !variantCodes.has(code));
      return { name, isValid: issues.length === 0 };
    });
    expect(verdicts).toEqual(documents.map(([name, document]) => ({ name, isValid: validate(document) })));
    expect(new Set(verdicts.map(({ isValid }) => isValid)).size).toBe(2);
  });

  test("the valid documents show every schema that it leads to", () => {
    const spots = validDocuments(schemaName).flatMap(([, document]) => spotsOf(document, schemaName));
    const named = reachable(bundle, reference(schemaName)).filter((name) => !name.endsWith("Unknown"));
    expect([...new Set(spots.flatMap(({ names }) => names))].toSorted()).toEqual(named.toSorted());
  });

  test.each(validDocuments(schemaName))("each single fault put into %s", (_name, document) => {
    expect(issuesOf(schemaName, document)).toEqual([]);
    const faults = faultsOf(document, schemaName);
    const found = faults.map(({ label, document: faulty }) => {
      const issues = issuesOf(schemaName, faulty);
      return { label, issues: issues.map(({ path, code }) => ({ path, code })), ajv: validate(faulty) };
    });
    expect(found).toEqual(
      faults.map(({ label, path, code }) => ({ label, issues: [{ path, code }], ajv: variantCodes.has(code) })),
    );
  });
});

describe("formats, compared with ajv", () => {
  const order = completeDocument("CustomerOrder") as CustomerOrder;
  const validate = oracle("CustomerOrder");

  /** Throws if ajv and the validator disagree; otherwise returns how often they agreed on the rarer verdict. */
  function leastAgreed(orders: fc.Arbitrary<unknown>): number {
    const agreed = { yes: 0, no: 0 };
    const property = fc.property(orders, (document) => {
      const isValid = validate(document);
      expect(issuesOf("CustomerOrder", document).length === 0).toBe(isValid);
      agreed[isValid ? "yes" : "no"]++;
    });
    fc.assert(property, { seed, numRuns: 2000 });
    return Math.min(agreed.yes, agreed.no);
  }

  test("date-time: every day, every offset; seconds up to 59, hours up to 23", () => {
    const year = fc.oneof(fc.nat({ max: 9999 }), fc.constantFrom(0, 4, 100, 400, 1900, 2000, 2024, 2100));
    const day = fc.oneof(digits(32), fc.constantFrom("28", "29", "30", "31"));
    const numeric = fc.tuple(
      fc.constantFrom("+", "-"),
      digits(24),
      fc.constantFrom("", ":", " "),
      fc.oneof(fc.constant(""), digits(60)),
    );
    const offset = fc.oneof(
      fc.constantFrom("Z", "z", "", "+0", "Z0"),
      numeric.map((parts) => parts.join("")),
    );
    const fraction = fc.constantFrom("", ".1", ".123456", ".");
    const dateTime = fc
      .tuple(
        year,
        digits(13),
        day,
        fc.constantFrom("T", "t", " ", "", "TT"),
        digits(23),
        digits(60),
        digits(59),
        fraction,
        offset,
      )
      .map(([y, m, d, t, hh, mm, ss, f, o]) => `${String(y).padStart(4, "0")}-${m}-${d}${t}${hh}:${mm}:${ss}${f}${o}`);
    const orders = dateTime.map((text) => withValue(order, ["created_at"], text));
    expect(leastAgreed(orders)).toBeGreaterThan(100);
  });

  test.each([
    ["0000-02-29", true],
    ["0004-02-29", true],
    ["0100-02-29", false],
    ["1900-02-29", false],
    ["2000-02-29", true],
    ["2024-02-30", false],
    ["9999-12-31", true],
  ])("date-time: whether there is a %s", (day, exists) => {
    const document = { ...order, created_at: `${day}T00:00:00Z` };
    expect(validate(document)).toBe(exists);
    expect(issuesOf("CustomerOrder", document).length === 0).toBe(exists);
  });

  test("date-time, the two known differences: a leap second, and ajv's hour 24 whose offset makes it 23", () => {
    for (const created_at of ["2016-12-31T23:59:60Z", "2026-08-20T24:59:00+01:00"]) {
      expect(validate({ ...order, created_at })).toBe(true);
      expect(issuesOf("CustomerOrder", { ...order, created_at })).toMatchObject([{ code: "format" }]);
    }
  });

  test("uuid", () => {
    const nearly = fc.stringMatching(
      /^(?:urn:uuid:|uuid:)?[\da-gA-F]{8}-?[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{11,13}$/,
    );
    const orders = fc.oneof(nearly, fc.uuid()).map((text) => withValue(order, ["id"], text));
    expect(leastAgreed(orders)).toBeGreaterThan(100);
  });

  test("uri; of an IPv6 address only the brackets", () => {
    const part = fc.stringMatching(/^[a-z0-9._~!$&'()*+,;=:@/?#%-]{0,6}$/);
    const scheme = fc.constantFrom("https:", "a+b.c-1:", "1:", ":", "");
    const odd = fc.constantFrom("", "/", "?", "#", ":", "@", "%20", "ä", " ", "\\");
    const free = fc.tuple(scheme, fc.constantFrom("", "/", "//", "///", "//[::1]", "//a@[::1]:80"), part, odd, part);
    const links = fc.oneof(
      free.map((parts) => parts.join("")),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
    );
    const place = ["product", "organization", "socials", 0, "url"];
    const orders = links.map((text) => withValue(order, place, text));
    expect(leastAgreed(orders)).toBeGreaterThan(100);
  });
});

/** A number from 0 to `max`, with two digits. */
function digits(max: number): fc.Arbitrary<string> {
  return fc.nat({ max }).map((number) => String(number).padStart(2, "0"));
}
