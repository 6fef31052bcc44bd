/** Amounts count the currency's smallest unit: cents, but whole yen. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export const date = (time: string) => new Date(time).toLocaleDateString(undefined, { dateStyle: "medium" });
