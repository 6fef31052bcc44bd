import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandPath } from "../../scripts/tools/paths.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";
import { readDepartures } from "../../scripts/drift/departures.js";
import type { JsonObject } from "../../scripts/drift/json.js";
import { publishedFrom, publishedWith } from "./published.js";

const listed = await readDepartures();
const asListed = publishedWith(listed);
const withNewStatus = publishedWith(
  listed,
  publishedFrom(({ schemas }) => schemas["OrderStatus"]?.enum?.push("disputed | <b> @here")),
);

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
    response.statusCode = path === "/openapi.json" ? 200 : 404;
    response.end(path === "/openapi.json" ? JSON.stringify(withNewStatus) : "<html></html>");
  });
  url = await listen(server);
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function upstream(...args: string[]): Promise<Finished> {
  return runNode([commandPath("tsx", "tsx"), "scripts/upstream.ts", ...args]);
}

function file(name: string, content: JsonObject | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe.concurrent("npm run upstream", () => {
  test("ends with 0 where only the listed departures differ", async () => {
    const path = file("listed.json", asListed);
    const { code, output } = await upstream(path);
    expect(output).toBe(`No drift against ${path} (version 2026-10) beyond the ${listed.length} listed departures.\n`);
    expect(code).toBe(0);
  });

  test("ends with 1 on drift, as markdown in which nothing published acts", async () => {
    const { code, output } = await upstream(`${url}/openapi.json`);
    expect(output).toContain("Drift against");
    expect(output).toContain("The package needs a minor release.");
    expect(output).toContain("| `OrderStatus: enum` | `disputed \\| <b> @here is new` |");
    expect(code).toBe(1);
  });

  test("ends with 1 on drift, as JSON", async () => {
    const { code, stdout } = await upstream(`${url}/openapi.json`, "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      isDrift: true,
      bump: "minor",
      stale: [],
      changes: [{ kind: "added", pointer: "/components/schemas/OrderStatus/enum", bump: "minor" }],
    });
    expect(code).toBe(1);
  });

  test("ends with 1 where the operation is gone from a document of the same servers", async () => {
    const { code, output } = await upstream(file("gone.json", { ...asListed, paths: {} }));
    expect(output).toContain("PATCH /v1/customer-portal/orders/{id}");
    expect(output).toContain("The package needs a major release.");
    expect(code).toBe(1);
  });

  test.each<[string, () => string[], RegExp]>([
    ["an unreachable URL", () => [`${closedUrl}/openapi.json`], /^cannot reach http:\S+\/openapi\.json: ECONNREFUSED$/],
    ["a URL without a document", () => [`${url}/none.json`], /none\.json answered 404$/],
    ["no such file", () => ["no-such-file.json"], /^cannot read no-such-file\.json: ENOENT$/],
    [
      "a page",
      () => [file("page.html", "<html></html>")],
      /page\.html is neither JSON nor YAML of an OpenAPI description$/,
    ],
    [
      "broken YAML",
      () => [file("broken.yaml", "openapi: 3.1.0\n  - x: [")],
      /broken\.yaml cannot be read as an OpenAPI description$/,
    ],
    ["JSON of something else", () => [file("other.json", { name: "x" })], /other\.json is no OpenAPI description$/],
    [
      "an older OpenAPI",
      () => [file("old.json", { openapi: "3.0.3" })],
      /old\.json is OpenAPI 3\.0\.3; 3\.1 is needed$/,
    ],
    [
      "another API",
      () => [
        file(
          "pets.yaml",
          "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: 'https://pets.example'}]\npaths: {}\n",
        ),
      ],
      /pets\.yaml has neither the operation customer_portal:orders:update nor a server of the contract$/,
    ],
    ["an unknown format", () => ["--format", "xml"], /^--format must be one of markdown, json \(.*--help explains\)$/],
    ["an unknown flag", () => ["--fast"], /^Unknown option '--fast' \(.*--help explains\)$/],
    ["two sources", () => ["a.json", "b.json"], /^only one file or URL can be compared/],
  ])("ends with 2 and one line on %s", async (_fact, args, line) => {
    const { code, output } = await upstream(...args());
    const [first, ...others] = output.trimEnd().split("\n");
    expect(first).toMatch(/^upstream: /);
    expect(first?.slice("upstream: ".length)).toMatch(line);
    expect(others).toEqual([]);
    expect(code).toBe(2);
  });

  test("explains itself", async () => {
    const { code, output } = await upstream("--help");
    expect(output).toContain("npm run upstream -- <file or URL>");
    expect(code).toBe(0);
  });
});
