import type * as Index from "../../src/index.js";
import type { AttemptEvent, BillingChanges, Correction } from "../../src/index.js";
import type * as Sessions from "../../src/sessions.js";
import { UsageError } from "./flags.js";
import { orderTable, shortened, sideBySide } from "./show.js";

export type Entries = typeof Index & typeof Sessions;

interface Story {
  readonly server: string;
  readonly session: string;
  /** Default: the newest order. */
  readonly orderId?: string;
  readonly changes: BillingChanges;
}

/** Creates a session for the fake's first customer; resolves to its token, or to nothing if that failed. */
export async function openSession(
  entries: Entries,
  options: Pick<Sessions.SessionsClientOptions, "server" | "organizationToken">,
): Promise<string | undefined> {
  console.log("A session for the customer usr_1");
  let token: string | undefined;
  await report(entries, async () => {
    const sessions = entries.createSessionsClient({ ...options, onAttempt });
    const session = await sessions.create({ external_customer_id: "usr_1" });
    ({ token } = session);
    console.log(
      `  ${token.slice(0, "polar_cst_".length)}… (a secret), valid until ${session.expires_at.slice(0, 16)}Z\n`,
    );
  });
  return token;
}

/** Lists the orders, reads one, corrects it, and shows what changed; resolves to the exit code. */
export async function tellStory(entries: Entries, { server, session, orderId, changes }: Story): Promise<number> {
  return report(entries, async () => {
    const orders = entries.createOrdersClient({ customerSession: session, server, onAttempt });
    console.log("The newest orders");
    const { items, pagination } = await orders.list({ limit: 5 });
    console.log(`${orderTable(items)}\n  ${items.length} of ${pagination.total_count}\n`);
    const id = orderId ?? items[0]?.id;
    if (id === undefined) throw new UsageError("this customer has no order");

    console.log("One of them is read");
    const before = await orders.get(id);
    console.log("\nIt is corrected in one call, correctBillingDetails, which waits for the new invoice");
    const correction = await entries.correctBillingDetails(orders, id, changes);
    console.log(`\n${sideBySide(before, correction.order)}\n`);
    showInvoice(correction);
  });
}

function showInvoice({ isChanged, invoice, invoiceError }: Correction): void {
  if (!isChanged) console.log("Nothing differs from what was stored.");
  if (invoiceError !== undefined) {
    console.log("The details are stored, but the invoice could not be fetched:");
    throw invoiceError;
  }
  if (!invoice) console.log("The order has no invoice yet.");
  else console.log(`Invoice, ${invoice.isCurrent ? "rendered again" : "as last rendered"}: ${shortened(invoice.url)}`);
}

/** Runs a part of the story; says plainly what went wrong with it, and resolves to the exit code. */
async function report(entries: Entries, part: () => Promise<void>): Promise<number> {
  try {
    await part();
    return 0;
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    if (!entries.isPolarError(error)) throw error;
    console.error(error.message);
    if (error.name === "ValidationError") {
      for (const { path, message, code } of error.issues)
        console.error(`  ${path.join(".") || "body"}: ${message} (${code})`);
    }
    return 1;
  }
}

function onAttempt({ method, path, status, error, durationMs }: AttemptEvent): void {
  console.log(
    `  ${method.padEnd(5)} ${path.padEnd(43)} ${status ?? ""} ${error ?? ""}`.padEnd(56) +
      ` ${Math.round(durationMs)} ms`,
  );
}
