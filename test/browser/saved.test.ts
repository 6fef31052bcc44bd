import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { Saved } from "../../examples/billing-form/src/Saved.js";
import { anOrder } from "../../src/testing.js";

const before = anOrder({ billing_address: null });
const noLines = { line1: null, line2: null, postal_code: null };
const address = { ...noLines, city: "Troy", state: "US-NY", country: "US" };
const order = anOrder({ ...before, billing_address: address });

const shown = (isCurrent: boolean): string =>
  renderToString(
    createElement(Saved, { before, order, isChanged: true, invoice: { url: "https://polar.example/", isCurrent } }),
  ).replaceAll(/<[^>]+>/g, "");

test("tells what changed by the names of country and state, and an invoice that is not the new one", () => {
  const changes = "Saved. City: – → Troy; Country: – → United States; State or province: – → New York.";
  expect(shown(true)).toBe(`${changes} The invoice shows the new details.`);
  expect(shown(false)).toBe(`${changes} The invoice may still show the old details for a while.`);
});
