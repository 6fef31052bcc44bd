import type { CustomerOrder } from "../generated/types.js";
import { json } from "./answers.js";
import { found, oneOf, toUuid, uuid, type Check, type Finding } from "./checks.js";
import type { Call } from "./state.js";

/** What the list can be sorted by; `null` counts as the greatest text. */
const keys: Readonly<Record<string, (order: CustomerOrder) => string | number>> = {
  // Without its Z, a time with a fraction follows the one without.
  created_at: ({ created_at }) => created_at.replace("Z", ""),
  amount: ({ net_amount }) => net_amount,
  net_amount: ({ net_amount }) => net_amount,
  product: ({ product }) => product?.name ?? "\u{10ffff}",
  subscription: ({ subscription_id }) => subscription_id ?? "\u{10ffff}",
};
const sortKey = oneOf(Object.keys(keys).flatMap((key) => [key, `-${key}`]));
const positive: Check = (loc, input) => {
  const msg = "Input should be a valid integer, unable to parse string as an integer";
  if (!/^\s*[+-]?\d+(_\d+)*(\.0+)?\s*$/.test(String(input))) return found("int_parsing", loc, msg, input);
  return toNumber(input) > 0 ? [] : found("greater_than", loc, "Input should be greater than 0", input, { gt: 0 });
};
const toNumber = (input: unknown): number => Number(String(input).replaceAll("_", ""));

/** Of a parameter that cannot be repeated, the last one counts. */
const last = (query: URLSearchParams, name: string, otherwise: string) => query.getAll(name).at(-1) ?? otherwise;

export const checkQuery = (query: URLSearchParams): Finding[] => [
  ...positive(["query", "page"], last(query, "page", "1")),
  ...positive(["query", "limit"], last(query, "limit", "10")),
  ...query.getAll("sorting").flatMap((key, index) => sortKey(["query", "sorting", index], key)),
  ...oneOrMany(query, "product_id", "uuid", uuid),
  ...oneOrMany(query, "product_billing_type", "str-enum[ProductBillingType]", oneOf(["one_time", "recurring"])),
  ...oneOrMany(query, "subscription_id", "uuid", uuid),
];

/** Where one value of a list is wrong, Polar adds that the list is not a value either. */
function oneOrMany(query: URLSearchParams, name: string, type: string, check: Check): Finding[] {
  const many = `json=list[${type}],python=chain[is-instance[Sequence],function-wrap[sequence_validator()]]`;
  const values = query.getAll(name);
  const faults = values.flatMap((value, at) => check(["query", name, `json-or-python[${many}]`, at], value));
  return faults.length > 0 ? [...check(["query", name, type], values), ...faults] : [];
}

export function list({ own, query }: Call): Response {
  const orders = own.filter((order) => isWanted(order, query));
  orders.sort((a, b) => compare(a, b, query.has("sorting") ? query.getAll("sorting") : ["-created_at"]));
  const page = toNumber(last(query, "page", "1"));
  const limit = Math.min(100, toNumber(last(query, "limit", "10")));
  const pagination = { total_count: orders.length, max_page: Math.ceil(orders.length / limit) };
  return json(200, { items: orders.slice((page - 1) * limit, page * limit), pagination });
}

function isWanted({ product, product_id, subscription_id }: CustomerOrder, query: URLSearchParams): boolean {
  const product_billing_type = product?.is_recurring ? "recurring" : "one_time";
  const name = product?.name.toLowerCase();
  if (query.has("query") && !name?.includes(last(query, "query", "").toLowerCase())) return false;
  return Object.entries({ product_id, subscription_id, product_billing_type }).every(([filter, value]) => {
    const wanted = query.getAll(filter);
    return wanted.length === 0 || wanted.some((one) => one === value || toUuid(one) === value);
  });
}

function compare(a: CustomerOrder, b: CustomerOrder, sorting: readonly string[]): number {
  for (const name of sorting) {
    const key = keys[name.replace("-", "")]!;
    if (key(a) !== key(b)) return key(a) > key(b) === name.startsWith("-") ? -1 : 1;
  }
  return 0;
}
