import { createServer, type RequestListener, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { sampleOf } from "../../scripts/accept/fragment-schema.js";
import { compareUpstream } from "../../scripts/drift/compare.js";
import { factsOf } from "../../scripts/drift/published.js";
import { readDocument } from "../../scripts/contract/read.js";
import { objectOf, valueAt, type JsonObject } from "../../scripts/contract/json.js";
import { publishedFrom } from "./published.js";
import { bundle } from "../support/fragment.js";

const ours = bundle as unknown as JsonObject;
const orderPath = "/v1/customer-portal/orders/{id}";
const folder = mkdtempSync(join(tmpdir(), "polar-orders-read-"));
let server: Server | undefined;

afterEach(() => {
  server?.close().closeAllConnections();
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`;
}

const head = { openapi: "3.1.0", info: { title: "x", version: "1" }, paths: {} };

describe("a reference that leaves the document is refused before anything resolves it", () => {
  test("to a file", async () => {
    const secret = file("hosts.yml", "github.com: { oauth_token: ghp_secret }");
    const path = file(
      "file.json",
      JSON.stringify({ ...head, components: { schemas: { A: { $ref: `${secret}#/x` } } } }),
    );
    await expect(readDocument(path)).rejects.toThrow(/^\S+file\.json refers to another document: \S+hosts\.yml#\/x$/);
  });

  test("to a URL, which is not called", async () => {
    const calls: string[] = [];
    const url = await serve((request, response) => {
      calls.push(request.url ?? "");
      response.end("{}");
    });
    const path = file("url.yaml", `openapi: 3.1.0\npaths:\n  /x:\n    get:\n      $ref: ${url}\n`);
    await expect(readDocument(path)).rejects.toThrow("refers to another document");
    expect(calls).toEqual([]);
  });

  test("but a member that is called $ref is a member", async () => {
    const schemas = { A: { type: "object", properties: { $ref: { type: "string" } } } };
    const path = file("member.json", JSON.stringify({ ...head, components: { schemas } }));
    await expect(readDocument(path)).resolves.toMatchObject({ components: { schemas } });
  });
});

describe("the input is bounded", () => {
  test("a file of more than 20 MB is refused", async () => {
    const path = file("big.json", JSON.stringify({ ...head, filler: "x".repeat(20_000_000) }));
    await expect(readDocument(path)).rejects.toThrow(/big\.json has more than 20 MB$/);
  });

  test("an answer that goes on beyond 20 MB is not read to its end", async () => {
    const chunk = Buffer.alloc(1_000_000, " ");
    let sent = 0;
    const url = await serve((_request, response) => {
      const more = (): void => {
        sent += 1;
        if (sent < 200) response.write(chunk, () => more());
        else response.end();
      };
      more();
    });
    await expect(readDocument(url)).rejects.toThrow(/openapi\.json has more than 20 MB$/);
    expect(sent).toBeLessThan(200);
  });

  test("YAML aliases that multiply are refused", async () => {
    const lines = ["openapi: 3.1.0", "a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 10; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    await expect(readDocument(file("laughs.yaml", lines.join("\n")))).rejects.toThrow(/laughs\.yaml cannot be read/);
  });

  test("a YAML alias inside of itself is refused", async () => {
    const path = file("circle.yaml", "openapi: 3.1.0\ncomponents: &c\n  schemas: *c\n");
    await expect(readDocument(path)).rejects.toThrow(/circle\.yaml (?:cannot be read|is nested)/);
  });

  test.each([
    ["JSON", "deep.json", `{"openapi":"3.1.0","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["YAML", "deep.yaml", `openapi: 3.1.0\nx: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`],
  ])("%s nested too deeply is refused", async (_kind, name, text) => {
    await expect(readDocument(file(name, text))).rejects.toThrow(/(?:is nested more than 500 deep|cannot be read)/);
  });

  test("a chain of references is followed no further than 64", () => {
    const published = publishedFrom(({ order, schemas }) => {
      for (let i = 0; i < 100; i++) schemas[`Link${i}`] = { $ref: `#/components/schemas/Link${i + 1}` };
      schemas["Link100"] = { type: "integer" };
      order.properties["tax_amount"] = { $ref: "#/components/schemas/Link0" };
    });
    expect(() => compareUpstream(ours, published, ours)).toThrow("references lie more than 64 deep");
  });

  test("references that multiply are refused", () => {
    const published = publishedFrom(({ order, schemas }) => {
      for (let i = 0; i < 40; i++) {
        const next = { $ref: `#/components/schemas/Twin${i + 1}` };
        schemas[`Twin${i}`] = { type: "object", properties: { left: next, right: next } };
      }
      schemas["Twin40"] = { type: "integer" };
      order.properties["tax_amount"] = { $ref: "#/components/schemas/Twin0" };
    });
    expect(() => compareUpstream(ours, published, ours)).toThrow("the schemas are too many");
  });
});

describe("a member with the name of an object's own machinery", () => {
  test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("is compared like any other: %s", (name) => {
    const withMember = (schema: string): JsonObject =>
      publishedFrom(({ order }) => {
        // As JSON.parse makes it: an own member, whatever its name.
        order.properties = { ...order.properties, ...(JSON.parse(`{"${name}":${schema}}`) as JsonObject) } as never;
      });
    const asString = withMember('{"type":"string"}');
    const pointer = `/components/schemas/CustomerOrder/properties/${name}`;
    expect(compareUpstream(ours, asString, ours)).toMatchObject([{ kind: "added", pointer, bump: "minor" }]);
    expect(compareUpstream(asString, ours, ours)).toMatchObject([{ kind: "removed", pointer, bump: "minor" }]);
    expect(compareUpstream(asString, withMember('{"type":"integer"}'), ours)).toMatchObject([
      { kind: "changed", pointer: `${pointer}/type`, bump: "major" },
    ]);
  });

  test.each(["constructor", "__proto__"])("is required like any other, named or not: %s", (name) => {
    const published = publishedFrom(({ order }) => order.required.push(name));
    const pointer = `/components/schemas/CustomerOrder/properties/${name}`;
    expect(compareUpstream(ours, published, ours)).toMatchObject([
      { kind: "added", pointer, published: { required: true } },
    ]);
  });

  test.each(["constructor", "__proto__"])("is accepted as a path, and as a kind of component: %s", (name) => {
    const published = publishedFrom(({ order }) => {
      order.properties["tip"] = { $ref: `#/components/${name}/Tip` };
    });
    const text = JSON.stringify(published)
      .replace('"components":{', `"components":{"${name}":{"Tip":{"type":"integer"}},`)
      .replace(`"${orderPath}":`, `"${name}":`);
    const accepted = factsOf(JSON.parse(text) as JsonObject, ours);
    expect(Object.prototype).not.toHaveProperty("Tip");
    expect(valueAt(accepted, ["components", name])).toEqual({ Tip: { type: "integer" } });
    expect(Object.keys(objectOf(valueAt(accepted, ["paths", name])))).toEqual(["get", "patch"]);
  });

  test("is compared as a path like any other", () => {
    const accepted = JSON.parse(JSON.stringify(ours).replace(`"${orderPath}":`, '"__proto__":')) as JsonObject;
    const moved = { kind: "added", published: `PATCH ${orderPath}` };
    expect(compareUpstream(accepted, accepted, ours)).toEqual([]);
    expect(compareUpstream(accepted, ours, ours)).toContainEqual(expect.objectContaining(moved));
  });

  test("is a type and a format like any other that is unknown", () => {
    expect(sampleOf({ type: "string", format: "constructor" })).toBe("text");
    expect(sampleOf({ type: "constructor" })).toBeNull();
  });
});
