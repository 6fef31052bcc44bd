import { createOrdersClientOn } from "../../src/client.js";
import type { AttemptEvent, OrdersClient, OrdersClientOptions } from "../../src/index.js";
import { systemRuntime, type Runtime } from "../../src/transport/call.js";

export const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";

export interface TestClient {
  readonly orders: OrdersClient;
  readonly events: AttemptEvent[];
  /** The waits that were asked for; none of them was waited for. */
  readonly delays: number[];
}

/** A client that waits for no backoff, with the middle of every jitter, and keeps its events. */
export function testClient(options: Partial<OrdersClientOptions>, runtime: Partial<Runtime> = {}): TestClient {
  const events: AttemptEvent[] = [];
  const delays: number[] = [];
  const sleep: Runtime["sleep"] = async (ms, signal) => {
    delays.push(ms);
    await systemRuntime.sleep(0, signal);
  };
  const orders = createOrdersClientOn(
    { now: Date.now, random: () => 0.5, sleep, ...runtime },
    { customerSession: "polar_cst_test", onAttempt: (event) => events.push(event), ...options },
  );
  return { orders, events, delays };
}

/** What a call rejects with; fails if it resolves. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("the call did not fail");
}
