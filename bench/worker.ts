import { answerMessages } from "./lib/answer.js";
import type { Changes, Create } from "./peers/peer.js";

/** What a worker holds: one peer, and the raw fetch that it is compared with. */
export interface WorkerSetup {
  /** Paths of the two modules. */
  readonly peer: string;
  readonly baseline: string;
  readonly baseUrl: string;
  /** The order that is updated. */
  readonly id: string;
  /** Where it is given, `fetch` answers with this text at once, and nothing is sent. */
  readonly stubbedOrder?: string;
}

/** So many rounds, in each of which both make so many calls, so many at once. */
export interface WorkerQuestion {
  readonly rounds: number;
  readonly calls: number;
  readonly concurrency: number;
}

/** Microseconds per call in each round. */
export interface WorkerAnswer {
  readonly peerUs: number[];
  readonly baselineUs: number[];
}

const changes: Changes = {
  billing_name: "Ada Lovelace",
  billing_address: { line1: "12 rue de la Paix", postal_code: "75002", city: "Paris", country: "FR" },
};
const setup = JSON.parse(process.argv[2] ?? "") as WorkerSetup;
if (setup.stubbedOrder !== undefined) globalThis.fetch = stubOf(setup.stubbedOrder);
const callPeer = await makeCall(setup.peer);
const callBaseline = await makeCall(setup.baseline);

answerMessages(async ({ rounds, calls, concurrency }: WorkerQuestion): Promise<WorkerAnswer> => {
  const peerUs: number[] = [];
  const baselineUs: number[] = [];
  const playPeer = async () => peerUs.push(await time(callPeer, calls, concurrency));
  const playBaseline = async () => baselineUs.push(await time(callBaseline, calls, concurrency));
  for (let round = 0; round < rounds; round++) {
    // They take turns at being first.
    for (const play of round % 2 === 0 ? [playPeer, playBaseline] : [playBaseline, playPeer]) await play();
  }
  return { peerUs, baselineUs };
});

async function makeCall(module: string): Promise<() => Promise<void>> {
  const { create } = (await import(module)) as { create: Create };
  const update = create({ baseUrl: setup.baseUrl, token: "polar_cst_bench" });
  return async () => {
    const order = await update(setup.id, changes);
    if (order.id !== setup.id) throw new Error("the client gave something else than the order");
  };
}

async function time(call: () => Promise<void>, calls: number, concurrency: number): Promise<number> {
  let left = calls;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  const started = performance.now();
  await (concurrency === 1 ? lane() : Promise.all(Array.from({ length: concurrency }, lane)));
  return ((performance.now() - started) / calls) * 1000;
}

function stubOf(order: string): typeof fetch {
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(order)),
    "Cache-Control": "no-store",
    "Polar-Version": "2026-10",
  };
  return async () => new Response(order, { headers });
}
