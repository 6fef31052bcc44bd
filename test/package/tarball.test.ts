import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { npm } from "../../scripts/tools/npm.js";
import { commandPath, root } from "../../scripts/tools/paths.js";
import { startMock } from "../../scripts/tools/prism.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";

const compilers = { "5.9": "5.9.3", "6.0": "6.0.3", "7.0": "7.0.2" };

/** The least versions in `engines`. npm carries their binaries for these processors; elsewhere the workflow alone has them. */
const floors = process.platform === "linux" && ["x64", "arm64"].includes(process.arch) ? ["20.19.0", "22.12.0"] : [];

const consumer = `import { createOrdersClient, isPolarError, type CustomerOrder } from "@internal/polar-orders";
const orders = createOrdersClient({ customerSession: "polar_cst_0123456789", server: process.argv[2] ?? "sandbox" });
const order: CustomerOrder = await orders.update("df17aa72-3bde-4468-a13b-ecb9733ba43b", { billing_name: "Ada Lovelace" });
console.log(order.billing_name, isPolarError(order));
`;

const validating = `import type { StandardSchemaV1 } from "@standard-schema/spec";
import { createOrdersClient } from "@internal/polar-orders";
import { assertResponse, customerOrderSchema, customerOrderUpdateSchema, reportTo } from "@internal/polar-orders/validate";
export const schemas: StandardSchemaV1[] = [customerOrderSchema, customerOrderUpdateSchema];
createOrdersClient({ customerSession: "t", checkResponse: assertResponse });
createOrdersClient({ customerSession: "t", checkResponse: reportTo((issues) => console.log(issues.length)) });
`;

/** A consumer's own test, on ./testing alone: the sample of docs/testing.md. */
const testing = await readFile(join(root, "examples/consumer.test.ts"), "utf8");

const cjs = `const { createOrdersClient } = require("@internal/polar-orders");
const { customerOrderUpdateSchema } = require("@internal/polar-orders/validate");
const { anOrder } = require("@internal/polar-orders/testing");
const contract = require("@internal/polar-orders/openapi.json");
const { name } = require("@internal/polar-orders/package.json");
console.log(typeof createOrdersClient, anOrder().status, customerOrderUpdateSchema["~standard"].version, contract.info.version, name);
`;

let folder = "";
let tarball = "";
/** As the package alone left it, before the compilers came. */
let lockfile = "";

async function install(...packages: string[]): Promise<void> {
  await npm(["install", "--prefer-offline", ...packages], folder);
}

async function compile(version: keyof typeof compilers, options: Record<string, unknown>): Promise<Finished> {
  const project = join(folder, `tsconfig.${version}.${String(options["moduleResolution"])}.json`);
  const compilerOptions = {
    strict: true,
    target: "es2022",
    skipLibCheck: false,
    // The compiler's own libraries are not ours to check, and take most of the time.
    skipDefaultLibCheck: true,
    noEmit: true,
    types: ["node"],
    ...options,
  };
  await writeFile(
    project,
    JSON.stringify({ compilerOptions, files: ["consumer.mts", "validating.mts", "testing.mts"] }),
  );
  return runNode([join(folder, "node_modules", `typescript-${version}`, "bin/tsc"), "-p", project], { cwd: folder });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "polar-orders-consumer-"));
  await mkdir(join(folder, "tarball"));
  // dist/ is there: npm test builds it before; to build it anew would take it away from the tests beside this one.
  await npm(["pack", "--ignore-scripts", "--pack-destination", join(folder, "tarball")], root);
  tarball = join(folder, "tarball", (await readdir(join(folder, "tarball")))[0] ?? "");
  await writeFile(join(folder, "package.json"), '{ "name": "consumer", "private": true }');
  await install(tarball);
  lockfile = await readFile(join(folder, "package-lock.json"), "utf8");
  const tools = Object.entries(compilers).map(([version, exact]) => `typescript-${version}@npm:typescript@${exact}`);
  const nodes = floors.map((version) => `node-${version}@npm:node-linux-${process.arch}@${version}`);
  await install("--no-save", ...tools, ...nodes, "@types/node@20.19.43", "@standard-schema/spec@1.1.0");
  await writeFile(join(folder, "consumer.mts"), consumer);
  await writeFile(join(folder, "validating.mts"), validating);
  await writeFile(join(folder, "testing.mts"), testing);
  await writeFile(join(folder, "consumer.cjs"), cjs);
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the packed package in an empty folder", () => {
  test("brings openapi-fetch, its helper, and nothing else", () => {
    const lock = JSON.parse(lockfile) as {
      packages: Record<string, unknown>;
    };
    expect(Object.keys(lock.packages).toSorted()).toEqual([
      "",
      "node_modules/@internal/polar-orders",
      "node_modules/openapi-fetch",
      "node_modules/openapi-typescript-helpers",
    ]);
  });

  test("holds what a consumer needs, and no more", async () => {
    const home = join(folder, "node_modules/@internal/polar-orders");
    const files = await readdir(home, { recursive: true });
    const expected =
      /^(dist|src)(\/[a-z]+)?(\/[a-z-]+\.(js|d\.ts|ts|js\.map|d\.ts\.map|json))?$|^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$|^docs(\/[a-z-]+\.md)?$|^bench(\/README\.md|\/results\.svg)?$|^examples(\/billing-form(\/screenshot\.jpg)?)?$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "CHANGELOG.md", "dist/index.js", "dist/index.d.ts"]),
    );
    // Go-to-definition follows the map to readable code.
    const map = JSON.parse(await readFile(join(home, "dist/client.d.ts.map"), "utf8")) as { sources: string[] };
    expect(map.sources).toEqual(["../src/client.ts"]);
    expect(files).toContain("src/client.ts");
  });

  test.each([
    ["publint", ["run", "--strict"]],
    ["attw", ["--profile", "esm-only", "--format", "ascii"]],
  ])("%s finds nothing", { timeout: 60_000 }, async (name, flags) => {
    const command = commandPath(name === "attw" ? "@arethetypeswrong/cli" : name, name);
    const { code, output } = await runNode([command, ...flags, tarball]);
    expect(code, output).toBe(0);
  });

  const required = "function paid 1 2026-10 @internal/polar-orders\n";

  test("is required from CommonJS on this Node, with every entry", async () => {
    const { code, output } = await runNode(["consumer.cjs"], { cwd: folder, env: { NODE_NO_WARNINGS: "1" } });
    expect(output).toBe(required);
    expect(code).toBe(0);
  });

  test("names the floors of its engines, and is required from CommonJS on each", async () => {
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { engines: { node: string } };
    expect(manifest.engines.node).toBe("^20.19.0 || >=22.12.0");
    for (const version of floors) {
      const node = join(folder, "node_modules", `node-${version}`, "bin/node");
      const script = "console.log(process.version); require('./consumer.cjs')";
      const { stdout } = await promisify(execFile)(node, ["-e", script], { cwd: folder });
      expect(stdout).toBe(`v${version}\n${required}`);
    }
  });

  describe.each(Object.keys(compilers) as (keyof typeof compilers)[])("under TypeScript %s", (version) => {
    test.each([
      { module: "nodenext", moduleResolution: "nodenext", lib: ["es2022"], exactOptionalPropertyTypes: true },
      { module: "esnext", moduleResolution: "bundler" },
    ])("type-checks with %o and without skipLibCheck", { timeout: 60_000 }, async (options) => {
      const { code, output } = await compile(version, options);
      expect(output).toBe("");
      expect(code).toBe(0);
    });
  });

  test("holds the contract where the docs' line for Prism looks for it", async () => {
    const page = await readFile(join(folder, "node_modules/@internal/polar-orders/docs/testing.md"), "utf8");
    const [, document = "none"] = /^npx @stoplight\/prism-cli mock (\S+)$/m.exec(page) ?? [];
    const mock = await startMock(0, join(folder, document));
    const { output } = await runNode([commandPath("tsx", "tsx"), "consumer.mts", mock.url], { cwd: folder });
    await mock.stop();
    expect(output).toBe("Ada Lovelace false\n");
  });

  test("lets a consumer test against ./testing", async () => {
    const { code, output } = await runNode([commandPath("tsx", "tsx"), "testing.mts"], { cwd: folder });
    expect(output).toContain("pass 3");
    expect(code).toBe(0);
  });

  test("updates an order", async () => {
    const { output } = await runNode([commandPath("tsx", "tsx"), "consumer.mts", inject("mockUrl")], { cwd: folder });
    expect(output).toBe("Ada Lovelace false\n");
  });
});
