import { exampleOrders } from "../lib/orders.js";
import { modulePath } from "../lib/paths.js";
import type { ByPeer, Effort, Stub, Trouble } from "../lib/results.js";
import { takeSittings } from "../lib/sittings.js";
import { groupedMedian, median, spread } from "../lib/stats.js";
import { playInProcess } from "../lib/worker.js";
import { peers } from "../peers.js";

const yardstick = "openapi-fetch-bare";

/** The peers' own time: that of a call over a `fetch` that answers at once, less that of a bare `fetch` in the same round. */
export async function measureStub(effort: Effort, troubles: Trouble[]): Promise<ByPeer<Stub>> {
  const { id, order } = await exampleOrders();
  const { stubSittings, stubRounds, stubCalls } = effort;
  const round = { calls: stubCalls, concurrency: 1 };
  const play = async (peer: string) => {
    const setup = {
      peer: modulePath(peer),
      baseline: modulePath("fetch-bare"),
      baseUrl: "http://127.0.0.1",
      id,
      stubbedOrder: order,
    };
    const [, answer] = await playInProcess(setup, [
      { rounds: stubRounds / 4, ...round },
      { rounds: stubRounds, ...round },
    ]);
    const { peerUs = [], baselineUs = [] } = answer ?? {};
    return { totalUs: peerUs, ownUs: peerUs.map((us, i) => us - (baselineUs[i] ?? Number.NaN)) };
  };
  const ids = [...peers.filter(({ isVariant }) => !isVariant).map((peer) => peer.id), yardstick];
  const taken = await takeSittings("stub", stubSittings, ids, play, troubles);
  const reference = taken.get(yardstick) ?? [];
  return Object.fromEntries(
    [...taken].map(([peer, sittings]): [string, Stub] => [
      peer,
      {
        totalUs: spread(sittings.flatMap(({ totalUs }) => totalUs)),
        ownUs: groupedMedian(sittings.map(({ ownUs }) => ownUs)),
        ratio: groupedMedian(
          sittings.map(({ ownUs }, i) => [median(ownUs) / median(reference[i]?.ownUs ?? [Number.NaN])]),
        ),
      },
    ]),
  );
}
