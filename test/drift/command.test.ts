import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandPath, root } from "../../scripts/tools/paths.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";
import { run, type Outcome } from "../../scripts/drift/command.js";
import { readDepartures } from "../../scripts/drift/departures.js";
import { readPublished } from "../../scripts/drift/published.js";
import { readFlags } from "../../scripts/drift/flags.js";
import type { JsonObject } from "../../scripts/contract/json.js";
import { copyOfProject } from "./tree.js";

const listed = await readDepartures();
const accepted = await readPublished();
const withNewStatus = structuredClone(accepted);
const { schemas } = withNewStatus["components"] as { schemas: Record<string, { enum: string[] }> };
schemas["OrderStatus"]?.enum.push("disputed | <b> @here \u001B[31m");

const folder = mkdtempSync(join(tmpdir(), "polar-orders-drift-"));
let server: Server;
let url: string;
let closedUrl: string;

async function listen(on: Server): Promise<string> {
  await new Promise<void>((resolve) => on.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(on.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const closed = createServer();
  closedUrl = await listen(closed);
  closed.close();
  server = createServer(({ url: path }, response) => {
    if (path === "/never.json") return;
    response.statusCode = path === "/openapi.json" ? 200 : 404;
    response.end(path === "/openapi.json" ? JSON.stringify(withNewStatus) : "<html></html>");
  });
  url = await listen(server);
});

afterAll(() => {
  server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: JsonObject | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("npm run upstream", () => {
  function upstream(...args: string[]): Promise<Outcome> {
    return run(readFlags(args));
  }

  test("is 0 if only the listed departures differ", async () => {
    const path = file("listed.json", accepted);
    const { code, output } = await upstream(path);
    expect(output).toBe(
      `**Nothing changed, nothing to do.** \`${path}\` (version \`2026-10\`) differs in no more than the ${listed.length} listed departures.`,
    );
    expect(code).toBe(0);
  });

  test("is 1 on drift, as markdown in which nothing published acts", async () => {
    const { code, output } = await upstream(`${url}/openapi.json`);
    expect(output).toMatch(/^\*\*Extend the fragment \(minor\):\*\*/);
    expect(output).toContain("| `OrderStatus: enum` | `new: disputed \\| <b> @here [31m` |");
    expect(output).not.toContain("\u001B");
    expect(code).toBe(1);
  });

  test("is 1 on drift, as JSON", async () => {
    const { code, output } = await upstream(`${url}/openapi.json`, "--format", "json");
    expect(JSON.parse(output)).toMatchObject({
      verdict: "extend",
      bump: "minor",
      open: { fulfilled: [], wrong: [], changes: [{ kind: "added" }] },
      mechanical: [],
      changes: [{ kind: "added", pointer: "/components/schemas/OrderStatus/enum", bump: "minor" }],
    });
    expect(code).toBe(1);
  });

  test("is 1 if the operation is gone from a document of the same servers", async () => {
    const { code, output } = await upstream(file("gone.json", { ...accepted, paths: {} }));
    expect(output).toMatch(/^\*\*Look now \(major\):\*\*/);
    expect(output).toContain("PATCH /v1/customer-portal/orders/{id}");
    expect(output.split("\n").length).toBeLessThan(40);
    expect(code).toBe(1);
  });

  test.each<[string, () => string, RegExp]>([
    ["an unreachable URL", () => `${closedUrl}/openapi.json`, /^cannot reach http:\S+\/openapi\.json: ECONNREFUSED$/],
    ["a URL without a document", () => `${url}/none.json`, /none\.json returned 404$/],
    ["no such file", () => "no-such-file.json", /^cannot read no-such-file\.json: ENOENT$/],
    [
      "a page",
      () => file("page.html", "<html></html>"),
      /page\.html is neither JSON nor YAML of an OpenAPI description$/,
    ],
    [
      "broken YAML",
      () => file("broken.yaml", "openapi: 3.1.0\n  - x: ["),
      /broken\.yaml cannot be read as an OpenAPI description$/,
    ],
    ["JSON of something else", () => file("other.json", { name: "x" }), /other\.json is not an OpenAPI description$/],
    ["an older OpenAPI", () => file("old.json", { openapi: "3.0.3" }), /old\.json is OpenAPI 3\.0\.3; 3\.1 is needed$/],
    [
      "one whose version would be a line of its own",
      () => file("lines.json", { openapi: "4\n::error::x \u001B[31m ##[error]y" }),
      /lines\.json is OpenAPI 4 ::error::x \[31m # #\[error\]y; 3\.1 is needed$/,
    ],
    [
      "a reference that would be a line of its own",
      () => {
        const text = JSON.stringify(accepted).replace('"#/components/schemas/OrderStatus"', '"#/x\\n::error::y"');
        return file("reference.json", text);
      },
      /the reference #\/x ::error::y leads nowhere$/,
    ],
    [
      "another API",
      () =>
        file(
          "pets.yaml",
          "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: 'https://pets.example'}]\npaths: {}\n",
        ),
      /pets\.yaml has neither an operation nor a server of the contract$/,
    ],
  ])("is 2 and one line on %s", async (_fact, source, line) => {
    const { code, output } = await upstream(source());
    expect(output).toMatch(/^upstream: [^\n]+$/);
    expect(output.slice("upstream: ".length)).toMatch(line);
    expect(code).toBe(2);
  });

  test.each([
    ["an unknown format", ["--format", "xml"], /^--format must be one of markdown, json \(.*--help explains\)$/],
    ["an unknown flag", ["--fast"], /^Unknown option '--fast' \(.*--help explains\)$/],
    ["a limit that is not a number", ["--timeout", "soon"], /^--timeout must be a number of seconds/],
    ["two sources", ["a.json", "b.json"], /^only one file or URL can be compared/],
  ])("refuses %s", (_fact, args, line) => {
    expect(() => readFlags(args)).toThrow(line);
  });
});

// No limit: how long a process takes on a busy machine says nothing about it.
describe("the process of npm run upstream", { timeout: 0 }, () => {
  function upstream(args: string[], cwd?: string): Promise<Finished> {
    return runNode([commandPath("tsx", "tsx"), "scripts/upstream.ts", ...args], cwd === undefined ? {} : { cwd });
  }

  test("ends with the code of its outcome and prints it", async () => {
    const same = file("same.json", accepted);
    expect(await upstream([same])).toMatchObject({ code: 0, stdout: (await run(readFlags([same]))).output + "\n" });
    expect(await upstream([`${url}/openapi.json`])).toMatchObject({ code: 1 });
    const refused = await upstream(["no-such-file.json"]);
    expect(refused).toEqual({ code: 2, stdout: "", output: "upstream: cannot read no-such-file.json: ENOENT\n" });
  });

  test("ends with 2 and one line on a wrong flag", async () => {
    const { code, output } = await upstream(["--fast"]);
    expect(output).toMatch(/^upstream: Unknown option '--fast'[^\n]*\n$/);
    expect(code).toBe(2);
  });

  test("ends with 2 when its time is over", async () => {
    const { code, output } = await upstream([`${url}/never.json`, "--timeout", "3"]);
    expect(output).toBe("upstream: it took longer than 3 s\n");
    expect(code).toBe(2);
  });

  // Without an end the connection stays open, so this one has a limit.
  test.each<[NodeJS.Signals, unknown[]]>([
    ["SIGTERM", [3, null]],
    ["SIGINT", [3, null]],
    ["SIGKILL", [null, "SIGKILL"]],
  ])("leaves no child behind on %s", { timeout: 60_000 }, async (signal, ending) => {
    const asked = once(server, "request");
    const args = ["--import", "tsx", "scripts/upstream.ts", `${url}/never.json`];
    const supervisor = spawn(process.execPath, args, { cwd: root, stdio: "ignore" });
    const ended = once(supervisor, "exit");
    const [{ socket }] = (await asked) as [IncomingMessage];
    const closed = once(socket, "close");
    supervisor.kill(signal);
    expect(await ended).toEqual(ending);
    // Only the end of the child closes its connection.
    await closed;
  });

  test.each([
    ["in its own data", "openapi/departures.json", "{"],
    ["in its own code", "scripts/drift/compare.ts", "export const compare = ;"],
    ["before it has read its flags", "scripts/drift/flags.ts", "export const usage = ;"],
  ])("ends with 3, not with the 1 of drift, if it crashes %s", async (_where, path, text) => {
    const folderWithFault = copyOfProject();
    writeFileSync(join(folderWithFault, path), text);
    const { code, output } = await upstream([file("crash.json", accepted)], folderWithFault);
    expect(output).toMatch(/SyntaxError|TransformError/);
    expect(code).toBe(3);
  });

  test("explains itself", async () => {
    const { code, output } = await upstream(["--help"]);
    expect(output).toContain("npm run upstream -- <file or URL>");
    expect(code).toBe(0);
  });
});
