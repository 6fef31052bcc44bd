import { describe, expect, inject, test } from "vitest";
import { createOrdersClient } from "../../src/index.js";
import { assertResponse, reportTo, type Issue } from "../../src/validate.js";
import { seed } from "../support/arbitraries.js";
import { oracle } from "../support/fragment.js";
import { recordingFetch } from "../support/recorder.js";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const atOnce = 8;
const rounds = 26;
const isValid = oracle("CustomerOrder");

/** What the schema forbids and Prism generates anyway, as ajv names the place. Nothing, since the prices are an `anyOf`. */
const forbiddenButGenerated: string[] = [];

/** An order that Prism makes up, by way of the client, and what there is to say of it. */
async function dynamicOrder(number: number) {
  const prefer = `code=200, dynamic=true, seed=${seed + number}`;
  const { fetch, requests } = recordingFetch({ Prefer: prefer });
  const issues: Issue[] = [];
  const report = reportTo((found) => void issues.push(...found));
  const orders = createOrdersClient({
    customerSession: "polar_cst_test",
    server: inject("mockUrl"),
    maxRetries: 0,
    async fetch(url, init) {
      const response = await fetch(url, init);
      // Prism makes up the id as well; the client refuses another order than the one that it asked for.
      return Response.json({ ...((await response.json()) as object), id });
    },
    checkResponse(body, operation) {
      report(body, operation);
      assertResponse(body, operation);
    },
  });
  const outcome: unknown = await orders.update(id, { billing_name: "Ada" }).catch((error: unknown) => error);
  const [{ response, text }] = requests as [(typeof requests)[number]];
  return { prefer, outcome, text, issues, violations: response.headers.get("sl-violations") };
}

describe(`${atOnce * rounds} orders that Prism makes up, from the seed ${seed} on`, () => {
  test("the contract allows each, the validator and the client take it", async () => {
    const texts = new Set<string>();
    const forbidden = new Set<string>();
    const codes = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const numbers = Array.from({ length: atOnce }, (_, index) => round * atOnce + index);
      for (const { prefer, outcome, text, issues, violations } of await Promise.all(numbers.map(dynamicOrder))) {
        texts.add(text);
        if (!isValid(JSON.parse(text)))
          for (const { instancePath } of isValid.errors ?? []) forbidden.add(instancePath);
        for (const { code } of issues) codes.add(code);
        expect({ prefer, violations, outcome }).toEqual({
          prefer,
          violations: null,
          outcome: { ...(JSON.parse(text) as object), id },
        });
      }
    }
    expect([...forbidden]).toEqual(forbiddenButGenerated);
    // Prism takes the fallback of the prices for a kind like any other, and makes up an `amount_type` for it.
    expect([...codes].filter((code) => code !== "unknown_price_kind")).toEqual([]);
    // Some seeds come to the same.
    expect(texts.size).toBeGreaterThan(150);
  });
});
