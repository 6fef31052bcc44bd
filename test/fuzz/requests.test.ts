import * as fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { customerOrderUpdateSchema } from "../../src/validate.js";
import { arbitraryOf, seed } from "../support/arbitraries.js";
import { faultsOf } from "../support/faults.js";
import { oracle } from "../support/fragment.js";

const path = "/v1/customer-portal/orders/4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const atOnce = 8;
const runs = { seed, numRuns: 64 };
const isValid = oracle("CustomerOrderUpdate");

const batch = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: atOnce, maxLength: atOnce });

/** What Prism, our validator and ajv say of a body; sent around the client, which refuses unknown members. */
async function verdicts(body: unknown) {
  const response = await fetch(inject("mockUrl") + path, {
    method: "PATCH",
    headers: { "Content-Type": "application/json", Authorization: "Bearer polar_cst_test" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  await response.arrayBuffer();
  const violations = response.headers.get("sl-violations");
  const issues = customerOrderUpdateSchema["~standard"].validate(body).issues ?? [];
  return { status: response.status, violations, issues: issues.length, ajv: isValid(body) };
}

describe(`${atOnce * runs.numRuns} bodies, ${atOnce} at a time`, () => {
  test("what the contract allows is accepted by Prism, by the validator and by ajv", async () => {
    let sent = 0;
    const property = fc.asyncProperty(batch(arbitraryOf("CustomerOrderUpdate")), async (bodies) => {
      sent += bodies.length;
      for (const verdict of await Promise.all(bodies.map(verdicts))) {
        expect(verdict).toEqual({ status: 200, violations: null, issues: 0, ajv: true });
      }
    });
    await fc.assert(property, runs);
    expect(sent).toBeGreaterThanOrEqual(500);
  });

  test("what has a single fault is refused by Prism, by the validator and by ajv", async () => {
    const labels = new Set<string>();
    const faulty = fc.tuple(arbitraryOf("CustomerOrderUpdate"), fc.nat()).map(([body, choice]) => {
      // Polar, and so Prism, ignores an unknown member.
      const faults = faultsOf(body, "CustomerOrderUpdate").filter(({ code }) => code !== "unknown_member");
      return faults[choice % faults.length]!;
    });
    let sent = 0;
    const property = fc.asyncProperty(batch(faulty), async (faults) => {
      sent += faults.length;
      const found = await Promise.all(faults.map(({ document }) => verdicts(document)));
      for (const [index, verdict] of found.entries()) {
        const { label } = faults[index]!;
        labels.add(label);
        expect({ label, ...verdict }).toEqual({
          label,
          status: 422,
          violations: expect.stringContaining("request"),
          issues: 1,
          ajv: false,
        });
      }
    });
    await fc.assert(property, runs);
    expect(sent).toBeGreaterThanOrEqual(500);
    // Every member and every rule had its turn.
    expect(labels.size).toBeGreaterThan(30);
  });
});
