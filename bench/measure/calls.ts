import { startChild } from "../lib/child.js";
import { exampleOrders } from "../lib/orders.js";
import { modulePath } from "../lib/paths.js";
import type { Answers, ByPeer, Calls, Effort, Paired, Trouble } from "../lib/results.js";
import { takeSittings } from "../lib/sittings.js";
import { groupedMedian, median, spread } from "../lib/stats.js";
import { playInProcess } from "../lib/worker.js";
import { peers } from "../peers.js";
import type { AnswerName, ServerAnswer, ServerQuestion } from "../server.js";
import type { WorkerAnswer, WorkerQuestion } from "../worker.js";

const concurrency = 64;
// A ratio is taken of this many calls of each: the median of so many is steady, and there are enough of them for an interval.
const pairsPerRatio = 50;

interface RunningServer {
  readonly id: string;
  readonly urls: ServerAnswer;
}

/** The time of calls over kept-alive connections to a server in another process, beside raw fetch in the same process. */
export async function measureCalls(effort: Effort, troubles: Trouble[]): Promise<ByPeer<Calls>> {
  const { sittings, pairs, concurrentCalls, concurrentRounds } = effort;
  // Raw fetch among them: what it differs by from itself is the error of the bench.
  const ids = peers.filter(({ isVariant }) => !isVariant).map(({ id }) => id);
  return withServer(async (server) => {
    const games = [
      ...pairGames(pairs),
      { rounds: 1, calls: concurrentCalls, concurrency },
      { rounds: concurrentRounds, calls: concurrentCalls, concurrency },
    ];
    const play = (peer: string) => playPairs(peer, server, "order", games);
    const taken = await takeSittings("calls", sittings, ids, play, troubles);
    return Object.fromEntries(
      [...taken].map(([id, answers]): [string, Calls] => {
        const crowds = answers.map((answer) => answer[3] as WorkerAnswer);
        return [
          id,
          {
            ...summarizePairs(answers),
            perSecond: spread(crowds.flatMap(({ peerUs }) => peerUs.map((us) => 1e6 / us))),
            perSecondRatio: groupedMedian(
              crowds.map(({ peerUs, baselineUs }) => peerUs.map((us, i) => (baselineUs[i] ?? Number.NaN) / us)),
            ),
          },
        ];
      }),
    );
  });
}

/** What reading costs: the same for other answers, and for the clients that one would write oneself. */
export async function measureAnswers(effort: Effort, troubles: Trouble[]): Promise<ByPeer<Answers>> {
  const found: Record<string, Record<string, Paired>> = {};
  await withServer(async (server) => {
    for (const answer of ["gzipOrder", "page", "gzipPage"] as const) {
      const pairs = answer === "gzipOrder" ? effort.pairs : effort.pairsOfPages;
      const play = (peer: string) => playPairs(peer, server, answer, pairGames(pairs));
      const taken = await takeSittings(answer, effort.answerSittings, ["ours", "openapi-fetch"], play, troubles);
      for (const [id, answers] of taken) {
        found[id] = { ...found[id], [answer]: summarizePairs(answers) };
      }
    }
  });
  return found;
}

/** A warm-up, then what counts. */
function pairGames(pairs: number): WorkerQuestion[] {
  return [pairs, pairs].map((rounds) => ({ rounds, calls: 1, concurrency: 1 }));
}

async function withServer<T>(run: (server: RunningServer) => Promise<T>): Promise<T> {
  const child = startChild<ServerQuestion, ServerAnswer>("server");
  try {
    const { id, ...question } = await exampleOrders();
    return await run({ id, urls: await child.ask(question) });
  } finally {
    await child.stop();
  }
}

function playPairs(
  peer: string,
  { id, urls }: RunningServer,
  answer: AnswerName,
  games: readonly WorkerQuestion[],
): Promise<WorkerAnswer[]> {
  return playInProcess({ peer: modulePath(peer), baseline: modulePath("fetch"), baseUrl: urls[answer], id }, games);
}

/** Of the answers to `pairGames` in each sitting. */
function summarizePairs(sittings: readonly (readonly WorkerAnswer[])[]): Paired {
  const played = sittings.map((answers) => answers[1] as WorkerAnswer);
  return {
    us: spread(played.flatMap(({ peerUs }) => peerUs)),
    rawUs: spread(played.flatMap(({ baselineUs }) => baselineUs)),
    ratio: groupedMedian(played.map(ratiosOf)),
  };
}

function ratiosOf({ peerUs, baselineUs }: WorkerAnswer): number[] {
  const ratios: number[] = [];
  for (let from = 0; from < peerUs.length; from += pairsPerRatio) {
    const to = from + pairsPerRatio;
    ratios.push(median(peerUs.slice(from, to)) / median(baselineUs.slice(from, to)));
  }
  return ratios;
}
