import type { WorkerAnswer, WorkerQuestion, WorkerSetup } from "../worker.js";
import { startChild } from "./child.js";

/** Has a process of its own play the games, one after another, so that no peer pays for another's timers and garbage. */
export async function playInProcess(setup: WorkerSetup, games: readonly WorkerQuestion[]): Promise<WorkerAnswer[]> {
  const worker = startChild<WorkerQuestion, WorkerAnswer>("worker", [JSON.stringify(setup)]);
  try {
    const answers: WorkerAnswer[] = [];
    for (const game of games) answers.push(await worker.ask(game));
    return answers;
  } finally {
    await worker.stop();
  }
}
