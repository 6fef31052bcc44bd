import type { CustomerOrder } from "../../src/index.js";

/** One line an order. */
export function orderTable(orders: readonly CustomerOrder[]): string {
  return columns(
    orders.map((order) => [
      order.created_at.slice(0, 10),
      order.invoice_number ?? order.id,
      order.description,
      order.status,
      formatMoney(order.total_amount, order.currency),
    ]),
  );
}

/** The billing details of two states of an order; an arrow marks what changed. */
export function sideBySide(before: CustomerOrder, after: CustomerOrder): string {
  const [old, now] = [details(before), details(after)];
  const rows = Object.keys(old).map((label) => {
    const [was, is] = [old[label] ?? "-", now[label] ?? "-"];
    return [label, was, was === is ? "  " : "->", is];
  });
  return columns([["", "before", "  ", "after"], ...rows.filter(([, was, , is]) => was !== "-" || is !== "-")]);
}

/** A link without its query, because the whole link is a secret. */
export function shortened(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.slice(0, 12)}… (the rest is a secret)`;
}

function details({ billing_name, billing_address }: CustomerOrder): Record<string, string | null | undefined> {
  const { line1, line2, postal_code, city, state, country } = billing_address ?? {};
  return {
    Name: billing_name,
    "Line 1": line1,
    "Line 2": line2,
    "Postal code": postal_code,
    City: city,
    State: state,
    Country: country,
  };
}

function columns(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd()).join("\n");
}

/** Amounts count the currency's smallest unit: cents, but whole yen. */
function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
