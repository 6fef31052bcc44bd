import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { generated } from "./paths.js";

/** A program of the bench in a process of its own that answers each message with one. */
export interface Child<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts `program` (a module of the bench, built) on a bare Node: no loader of TypeScript runs beside what is measured. */
export function startChild<Question extends object, Answer extends object>(
  program: string,
  args: readonly string[] = [],
): Child<Question, Answer> {
  const child = fork(join(generated, "modules", `${program}.js`), args, { execArgv: [] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    async ask(question) {
      const answer = nextMessage(child, ended);
      child.send(question);
      const message = (await answer) as Answer | { failure: string };
      if ("failure" in message) throw new Error(message.failure);
      return message;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}

function nextMessage(child: ChildProcess, ended: Promise<number | null>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    void ended.then((code) => reject(new Error(`a process of the bench ended with ${code}`)));
  });
}
