import { answerMessages } from "./lib/answer.js";
import type { Changes, Create } from "./peers/peer.js";

/** The worker calls one peer, so many times, so many at once. */
export interface WorkerQuestion {
  calls: number;
  concurrency: number;
}

export interface WorkerAnswer {
  wallMs: number;
  /** User and system time of the whole process, so collections of garbage too. */
  cpuMs: number;
}

const [module = "", baseUrl = "", id = ""] = process.argv.slice(2);
const changes: Changes = {
  billing_name: "Ada Lovelace",
  billing_address: { line1: "12 rue de la Paix", postal_code: "75002", city: "Paris", country: "FR" },
};
const { create } = (await import(module)) as { create: Create };
const update = create({ baseUrl, token: "polar_cst_bench" });

answerMessages(async ({ calls, concurrency }: WorkerQuestion): Promise<WorkerAnswer> => {
  // Once without the clock: the process has slept since its last round.
  await callMany(concurrency * 4, concurrency);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await callMany(calls, concurrency);
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
});

async function callMany(calls: number, concurrency: number): Promise<void> {
  let left = calls;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const order = await update(id, changes);
      if (order.id !== id) throw new Error("the client gave something else than the order");
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}
