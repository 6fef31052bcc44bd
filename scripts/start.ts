import { parseArgs } from "node:util";
import { buildCode } from "./tools/build.js";
import { startMock } from "./tools/prism.js";
import { readBundle, resolve, type MediaType } from "./contract/document.js";
import type * as Entry from "../src/index.js";
import type { AddressInput, CustomerOrder, CustomerOrderUpdate } from "../src/index.js";

const usage = `Corrects the billing details of an order and shows what came back.

  npm start                                   the request example of the contract, against a local mock
  npm start -- --name "Ada Lovelace"          your own values, against the mock (which answers the same whatever is sent)
  POLAR_CUSTOMER_SESSION=polar_cst_… npm start -- --server sandbox --order <id> --name … --line1 … --city … --country …
                                              the real API

  --server <mock|sandbox|production|URL>      default: mock
  --order <id>                                required but for the mock
  --name <text>                               billing name
  --line1, --line2, --postal-code, --city, --state, --country <text>
                                              billing address; it replaces the stored one whole, and --country is required.
                                              Once stored, country and state are locked: repeat them.
  --help`;

// A variable, or the compiler would look for dist/ before the first build.
const packageName: string = "@internal/polar-orders";

class UsageError extends Error {}

const textFlags = ["server", "order", "name", "line1", "line2", "postal-code", "city", "state", "country"] as const;
type Flags = Partial<Record<(typeof textFlags)[number], string>> & { help?: boolean };

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(`start: ${error.message} (npm start -- --help explains)`);
  return 2;
});

async function main(): Promise<number> {
  const flags = readFlags();
  if (flags.help) {
    console.log(usage);
    return 0;
  }
  const server = flags.server ?? "mock";
  const isMock = server === "mock";
  const example = await readExample();
  const changes = readChanges(flags) ?? (isMock ? example.changes : {});
  if (Object.keys(changes).length === 0) throw new UsageError("nothing to change: give --name or an address");
  const order = flags.order ?? (isMock ? example.id : undefined);
  if (order === undefined) throw new UsageError("--order <id> is missing");
  const session = process.env["POLAR_CUSTOMER_SESSION"] ?? (isMock ? "polar_cst_mock" : undefined);
  if (session === undefined) throw new UsageError("the environment variable POLAR_CUSTOMER_SESSION is missing");
  await buildCode();
  if (!isMock) return update(server, session, order, changes);
  const mock = await startMock();
  try {
    const code = await update(mock.url, session, order, changes);
    console.log(
      "\nA mock answered: it checks the request against the contract and gives the same order whatever is sent.",
    );
    return code;
  } finally {
    await mock.stop();
  }
}

function readFlags(): Flags {
  try {
    const options = Object.fromEntries(textFlags.map((name) => [name, { type: "string" as const }]));
    return parseArgs({ options: { ...options, help: { type: "boolean", short: "h" } } }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split("\n")[0]?.replace(/\. To specify.*/, ""));
  }
}

function readChanges(flags: Flags): CustomerOrderUpdate | undefined {
  const lines = {
    line1: flags.line1,
    line2: flags.line2,
    postal_code: flags["postal-code"],
    city: flags.city,
    state: flags.state,
  };
  const given = Object.fromEntries(Object.entries(lines).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0 && flags.country === undefined) throw new UsageError("an address needs --country");
  const address = flags.country === undefined ? undefined : ({ ...given, country: flags.country } as AddressInput);
  if (flags.name === undefined && address === undefined) return undefined;
  return {
    ...(flags.name !== undefined && { billing_name: flags.name }),
    ...(address && { billing_address: address }),
  };
}

/** The contract's own request example, and the order that the mock's answer shows. */
async function readExample(): Promise<{ id: string; changes: CustomerOrderUpdate }> {
  const bundle = await readBundle();
  const operation = bundle.paths["/v1/customer-portal/orders/{id}"]?.["patch"];
  const exampleOf = (media: MediaType | undefined, name: string): unknown => {
    const example = media?.examples?.[name];
    return example && resolve(bundle, example).value;
  };
  const ok = operation?.responses["200"];
  const answer = exampleOf(ok && resolve(bundle, ok).content?.["application/json"], "current") as CustomerOrder;
  const changes = exampleOf(operation?.requestBody?.content["application/json"], "full") as CustomerOrderUpdate;
  return { id: answer.id, changes };
}

async function update(server: string, session: string, id: string, changes: CustomerOrderUpdate): Promise<number> {
  // By its name, as a consumer would: this loads dist/.
  const entry = (await import(packageName)) as typeof Entry;
  try {
    const orders = entry.createOrdersClient({
      customerSession: session,
      server,
      onAttempt: ({ attempt, status, error, durationMs }) => {
        if (attempt === 1) console.log(`PATCH /v1/customer-portal/orders/${id} at ${server}`);
        if (attempt === 1) console.log(`Authorization: Bearer (hidden)\n${JSON.stringify(changes, null, 2)}\n`);
        console.log(`${error ?? "answered"} ${status ?? ""} in ${Math.round(durationMs)} ms`);
      },
    });
    console.log(describe(await orders.update(id, changes)));
    return 0;
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    if (!entry.isPolarError(error)) throw error;
    console.error(error.message);
    if (error.name === "ValidationError") {
      for (const { path, message, code } of error.issues)
        console.error(`  ${path.join(".") || "body"}: ${message} (${code})`);
    }
    return 1;
  }
}

function describe(order: CustomerOrder): string {
  const { billing_address: address } = order;
  const money = (amount: number): string => formatMoney(amount, order.currency);
  const lines: [string, string | null][] = [
    ["Order", `${order.invoice_number ?? order.id}, ${order.description}`],
    ["Status", order.status],
    ["Net", money(order.net_amount)],
    ["Tax", money(order.tax_amount)],
    ["Total", money(order.total_amount)],
    ["Billed to", order.billing_name],
    ["", address && [address.line1, address.line2].filter(Boolean).join(", ")],
    ["", address && [address.postal_code, address.city, address.state].filter(Boolean).join(" ")],
    ["", address && address.country],
  ];
  return lines.flatMap(([label, value]) => (value ? [`${label.padEnd(10)} ${value}`] : [])).join("\n");
}

/** Amounts count the currency's smallest unit: cents, but whole yen. */
function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
