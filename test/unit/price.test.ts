import { expect, test } from "vitest";
import { isPrice, type PriceByKind } from "../../src/index.js";

const kinds: Record<keyof PriceByKind, true> = {
  fixed: true,
  custom: true,
  seat_based: true,
  metered_unit: true,
  unit_based: true,
  metered_tiers: true,
};

test.each(Object.keys(kinds) as (keyof PriceByKind)[])("isPrice tells %s from every other kind", (kind) => {
  const matches = [...Object.keys(kinds), "barter"].filter((amount_type) => isPrice({ amount_type }, kind));
  expect(matches).toEqual([kind]);
});
