import { readBundle, resolve, type Reference } from "../../scripts/contract/document.js";
import { startChild, type Child } from "../lib/child.js";
import { modulePath } from "../lib/paths.js";
import type { ByPeer, Calls, Effort, Trouble } from "../lib/results.js";
import { groupedMedian, shuffled, spread } from "../lib/stats.js";
import { peers } from "../peers.js";
import type { ServerAnswer, ServerQuestion } from "../server.js";
import type { WorkerAnswer, WorkerQuestion } from "../worker.js";

const concurrency = 64;

/** What one peer took per call, in each round of each sitting. */
interface Samples {
  readonly wallUs: number[][];
  readonly cpuUs: number[][];
  readonly perSecond: number[][];
}

interface Player {
  readonly id: string;
  readonly worker: Child<WorkerQuestion, WorkerAnswer>;
}

/**
 * Calls over kept-alive connections to a server in another process. Every peer has a process of its own, so that nobody
 * pays for another's timers and garbage; in each round each takes its turn, in an order left to chance. Several sittings,
 * each with fresh processes, even out what one process happens to be good or bad at for all its life.
 */
export async function measureCalls(effort: Effort, troubles: Trouble[]): Promise<ByPeer<Calls>> {
  const order = await exampleOrder();
  const ids = [...peers.filter(({ isVariant }) => !isVariant).map(({ id }) => id), "fetch-again"];
  const samples = new Map(ids.map((id): [string, Samples] => [id, { wallUs: [], cpuUs: [], perSecond: [] }]));
  for (let sitting = 0; sitting < effort.sittings; sitting++) {
    await sit([...samples.keys()], order, effort, samples, troubles);
  }
  const reference = samples.get("fetch");
  if (!reference) throw new Error("without raw fetch there is nothing to compare with");
  return Object.fromEntries([...samples].map(([id, own]) => [id, summarize(own, reference)]));
}

async function sit(
  ids: readonly string[],
  order: { id: string },
  effort: Effort,
  samples: Map<string, Samples>,
  troubles: Trouble[],
): Promise<void> {
  const server = startChild<ServerQuestion, ServerAnswer>("server");
  const players: Player[] = [];
  try {
    const { url } = await server.ask({ order: JSON.stringify(order) });
    for (const id of shuffled(ids)) {
      // The second raw fetch shows what the bench makes of two that are the same.
      const module = modulePath(id === "fetch-again" ? "fetch" : id);
      const player: Player = { id, worker: startChild("worker", [module, url, order.id]) };
      players.push(player);
      try {
        await player.worker.ask({ calls: effort.warmUpCalls, concurrency: 1 });
        await player.worker.ask({ calls: effort.warmUpCalls, concurrency });
      } catch (error) {
        // It stays in the tables, with the reason in place of figures.
        samples.delete(id);
        troubles.push({ peer: id, measure: "calls", reason: String(error) });
      }
    }
    await playRounds(
      players.filter(({ id }) => samples.has(id)),
      effort,
      samples,
    );
  } finally {
    for (const { worker } of players) await worker.stop();
    await server.stop();
  }
}

async function playRounds(players: Player[], effort: Effort, samples: Map<string, Samples>): Promise<void> {
  const { calls, concurrentCalls, concurrentRounds, roundsPerSitting } = effort;
  for (const { id } of players) {
    for (const series of Object.values(samples.get(id) ?? {})) (series as number[][]).push([]);
  }
  for (let round = 0; round < roundsPerSitting; round++) {
    for (const { id, worker } of shuffled(players)) {
      const { wallMs, cpuMs } = await worker.ask({ calls, concurrency: 1 });
      samples
        .get(id)
        ?.wallUs.at(-1)
        ?.push((wallMs / calls) * 1000);
      samples
        .get(id)
        ?.cpuUs.at(-1)
        ?.push((cpuMs / calls) * 1000);
    }
  }
  for (let round = 0; round < concurrentRounds; round++) {
    for (const { id, worker } of shuffled(players)) {
      const { wallMs } = await worker.ask({ calls: concurrentCalls, concurrency });
      samples
        .get(id)
        ?.perSecond.at(-1)
        ?.push((concurrentCalls / wallMs) * 1000);
    }
  }
}

function summarize(own: Samples, reference: Samples): Calls {
  return {
    wallUs: spread(own.wallUs.flat()),
    wallRatio: pairedRatio(own.wallUs, reference.wallUs),
    cpuUs: spread(own.cpuUs.flat()),
    cpuRatio: pairedRatio(own.cpuUs, reference.cpuUs),
    perSecond: spread(own.perSecond.flat()),
    perSecondRatio: pairedRatio(own.perSecond, reference.perSecond),
  };
}

function pairedRatio(own: number[][], reference: number[][]): Calls["wallRatio"] {
  return groupedMedian(
    own.map((rounds, sitting) => rounds.map((value, round) => value / (reference[sitting]?.[round] ?? Number.NaN))),
  );
}

async function exampleOrder(): Promise<{ id: string }> {
  const document = await readBundle();
  const example = document.components["examples"]?.["current"] as Reference | { value: unknown };
  return resolve<{ value: unknown }>(document, example).value as { id: string };
}
