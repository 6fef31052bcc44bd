import { spawn, type ChildProcess } from "node:child_process";
import { bundlePath, commandPath } from "./paths.js";

const longestStartMs = 30_000;

/** A running Prism process. */
export interface Prism {
  readonly url: string;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts a mock of the bundled contract; port 0 takes a free one. */
export function startMock(port = 0, document: string = bundlePath): Promise<Prism> {
  return startPrism(["mock", "--host", "127.0.0.1", "--port", String(port), document]);
}

/** Starts a proxy that checks each request and answer against the bundled contract, and answers a violation with an error. */
export function startProxy(upstream: string): Promise<Prism> {
  return startPrism(["proxy", "--host", "127.0.0.1", "--port", "0", "--errors", bundlePath, upstream]);
}

/** Starts Prism and waits for its ready line; rejects with what it printed if it ends before that. */
async function startPrism(args: readonly string[]): Promise<Prism> {
  const command = commandPath("@stoplight/prism-cli", "prism");
  const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // However this process ends, Prism must not stay behind.
  const end = (): void => void child.kill("SIGKILL");
  const events = ["exit", "SIGINT", "SIGTERM"] as const;
  for (const event of events) process.once(event, end);
  void ended.then(() => events.forEach((event) => process.removeListener(event, end)));
  const patience = setTimeout(end, longestStartMs);
  const url = await readyUrl(child, ended).finally(() => clearTimeout(patience));
  return {
    url,
    ended,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function readyUrl(child: ChildProcess, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (text: string): void => {
      output += text;
      const url = /Prism is listening on (http:\S+)/.exec(output)?.[1];
      if (url === undefined) return;
      resolve(url);
      // The pipes stay drained, or Prism would stop at a full one.
      for (const stream of [child.stdout, child.stderr]) stream?.off("data", read).resume();
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", read);
    void ended.then(() => reject(new Error(`Prism did not start:\n${output.trim()}`)));
  });
}
