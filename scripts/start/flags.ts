import { parseArgs } from "node:util";
import type { BillingChanges } from "../../src/index.js";

export const usage = `Corrects the billing details of an order, and shows them before and after.

  npm start                                   the whole story, against a fake Polar on this machine
  npm start -- --name "Grace Hopper"          the same with your own values
  POLAR_CUSTOMER_SESSION=polar_cst_… npm start -- --server sandbox --order <id> --name "Grace Hopper"
                                              a real order; no session is created

  --server <sandbox|production|URL>           needs --order and the session token of a customer in POLAR_CUSTOMER_SESSION
  --order <id>                                the order to correct
  --name <text>                               billing name
  --line1, --line2, --postal-code, --city, --state, --country <text>
                                              parts of the billing address; the others stay as they are.
                                              Country and state cannot change once an order has an address.
  --help`;

export class UsageError extends Error {}

const textFlags = ["server", "order", "name", "line1", "line2", "postal-code", "city", "state", "country"] as const;

interface Flags {
  readonly isHelp: boolean;
  /** `undefined` for the demo. */
  readonly server: string | undefined;
  readonly order: string | undefined;
  /** `undefined` if no flag asks for a change. */
  readonly changes: BillingChanges | undefined;
}

export function readFlags(): Flags {
  const { help = false, server, order, name, ...rest } = parse();
  if (order !== undefined && server === undefined) throw new UsageError("--order needs --server");
  const { "postal-code": postal_code, ...lines } = rest;
  const given = Object.entries({ ...lines, postal_code }).filter(([, value]) => value !== undefined);
  const changes: BillingChanges = {
    ...(name !== undefined && { billing_name: name }),
    ...(given.length > 0 && { billing_address: Object.fromEntries(given) }),
  };
  return { isHelp: help, server, order, changes: Object.keys(changes).length > 0 ? changes : undefined };
}

function parse(): Partial<Record<(typeof textFlags)[number], string>> & { help?: boolean } {
  try {
    const options = Object.fromEntries(textFlags.map((name) => [name, { type: "string" as const }]));
    return parseArgs({ options: { ...options, help: { type: "boolean", short: "h" } } }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split("\n")[0]?.replace(/\. To specify.*/, ""));
  }
}
