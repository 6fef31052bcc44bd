import type { ProductPrice } from "./generated/types.js";
import type { PriceByKind } from "./types.js";

/**
 * Narrows a price to one known kind: `===` on `amount_type` cannot, since the union is open to kinds that Polar adds.
 * `price.legacy === true` tells a legacy price from one of today's.
 */
export function isPrice<Kind extends keyof PriceByKind>(
  price: Pick<ProductPrice, "amount_type">,
  kind: Kind,
): price is PriceByKind[Kind] {
  return price.amount_type === kind;
}
