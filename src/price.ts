import type { ProductPrice } from "./generated/types.js";

/** The kinds of price known when the package was made, by their `amount_type`. */
export type PriceByKind = {
  [Price in ProductPrice as string extends Price["amount_type"] ? never : Price["amount_type"]]: Price;
};

/**
 * Narrows a price to one known kind: `===` on `amount_type` cannot, since the union is open to kinds that Polar adds. A price of
 * the old form has `price.legacy === true`.
 */
export function isPrice<Kind extends keyof PriceByKind>(
  price: Pick<ProductPrice, "amount_type">,
  kind: Kind,
): price is PriceByKind[Kind] {
  return price.amount_type === kind;
}
