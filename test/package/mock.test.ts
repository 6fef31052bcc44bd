import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { root } from "../../scripts/tools/paths.js";
import { runNode } from "../../scripts/tools/run.js";

const args = ["--import", "tsx", "scripts/mock.ts"];

async function readyMock(...flags: string[]): Promise<{ child: ChildProcess; url: string; line: string }> {
  const child = spawn(process.execPath, [...args, "--port", "0", ...flags], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  const url = /^mock ready at (http:\S+) \(Press Ctrl\+C to stop\)\n/.exec(line)?.[1];
  if (url === undefined) throw new Error(`no ready line: ${line}`);
  return { child, url, line };
}

describe("npm run mock", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("serves the contract until %s, then ends cleanly", async (signal) => {
    const { child, url } = await readyMock();
    const answer = await fetch(`${url}/v1/customer-portal/orders/x`, { method: "PATCH", body: "{}" });
    expect(answer.status).toBe(401);
    await answer.body?.cancel();
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("--stateful serves a Polar that remembers, and prints the tokens for it", async () => {
    const { child, url, line } = await readyMock("--stateful");
    const [token, id] = [/polar_cst_\w+/.exec(line)?.[0], /[\da-f-]{36}/.exec(line)?.[0]];
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const order = `${url}/v1/customer-portal/orders/${id}`;
    await fetch(order, { method: "PATCH", headers, body: '{"billing_name":"Grace"}' });
    expect(await (await fetch(order, { headers })).json()).toMatchObject({ id, billing_name: "Grace" });
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("a port in use gets one line and exit code 1", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address() as AddressInfo;
    const { code, output } = await runNode([...args, "--port", String(port)]);
    expect(output).toBe(`mock: port ${port} is in use; try --port 0\n`);
    expect(code).toBe(1);
  });

  test.each([
    [["--port", "x"], "mock: --port must be a whole number from 0 to 65535\n"],
    [["--prot", "1"], "mock: Unknown option '--prot'"],
  ])("%j gets one line and exit code 2", async (flags, line) => {
    const { code, output } = await runNode([...args, ...flags]);
    expect(output).toContain(line);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });
});
