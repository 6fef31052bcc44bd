import { randomUUID } from "node:crypto";
import { readBundle } from "../contract/document.js";
import { startProxy } from "../tools/prism.js";

/** A server that must keep the contract, and what is needed to call it. */
export interface LiveTarget {
  readonly upstream: string;
  readonly session: string;
  readonly orderId: string;
}

export interface LiveResult {
  readonly name: string;
  /** What is wrong; undefined if all is well. */
  readonly problem: string | undefined;
}

interface Call {
  readonly name: string;
  readonly session: string;
  readonly orderId: string;
  readonly status: number;
}

const patienceMs = 30_000;

/** Calls the server through Prism's proxy, which checks each answer against the contract. Nothing is changed: every body is `{}`. */
export async function checkLive({ upstream, session, orderId }: LiveTarget): Promise<LiveResult[]> {
  const proxy = await startProxy(upstream);
  try {
    const calls: Call[] = [
      { name: "an update without changes", session, orderId, status: 200 },
      { name: "a token that is no token", session: "polar_cst_wrong", orderId, status: 401 },
      { name: "an order that does not exist", session, orderId: randomUUID(), status: 404 },
    ];
    const results: LiveResult[] = [];
    for (const call of calls) results.push({ name: call.name, problem: await problemOf(proxy.url, call) });
    return results;
  } finally {
    await proxy.stop();
  }
}

async function problemOf(proxyUrl: string, call: Call): Promise<string | undefined> {
  const { info } = await readBundle();
  const response = await fetch(`${proxyUrl}/v1/customer-portal/orders/${call.orderId}`, {
    method: "PATCH",
    headers: {
      Authorization: `Bearer ${call.session}`,
      "Content-Type": "application/json",
      "Polar-Version": info.version,
    },
    body: "{}",
    signal: AbortSignal.timeout(patienceMs),
  });
  const body = await response.text();
  // With --errors a violation becomes a 500 of Prism's own; an undeclared status is reported only in the header.
  const violations = response.headers.get("sl-violations") ?? violationsIn(body);
  if (violations !== undefined) return `the answer violates the contract: ${violations}`;
  return response.status === call.status ? undefined : `returned ${response.status}, not ${call.status}`;
}

/** Prism's own error lists the violations: places and rules, no values of the order. */
function violationsIn(body: string): string | undefined {
  try {
    const { type, validation } = JSON.parse(body) as { type?: string; validation?: unknown };
    return type?.includes("prism/errors#VIOLATIONS") ? JSON.stringify(validation) : undefined;
  } catch {
    return undefined;
  }
}
