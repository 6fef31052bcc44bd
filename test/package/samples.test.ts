import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandPath, root } from "../../scripts/tools/paths.js";
import { runNode } from "../../scripts/tools/run.js";

/** What the short samples of the docs use without saying where it comes from. */
const preamble = `
import * as entry from "@internal/polar-orders";
import { tokenFrom } from "${root}/examples/page-token.js";
const { correctBillingDetails, createOrdersClient, isPolarError, issuesByField, waitForInvoice } = entry;
declare const orders: entry.OrdersClient;
declare const order: entry.CustomerOrder;
declare const changes: entry.BillingChanges;
declare const [error, logger, id]: [unknown, Console, string];
`;

test("the samples of the docs without imports compile", { timeout: 90_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "polar-orders-samples-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const pages = ["README.md", ...(await readdir(join(root, "docs"))).map((name) => `docs/${name}`)];
  const texts = await Promise.all(pages.map((page) => readFile(join(root, page), "utf8")));
  const samples = texts.flatMap((text) => [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code!));
  const short = samples.filter((code) => !code.includes("import "));
  expect(short.length).toBeGreaterThan(3);
  const functions = short.map((code, index) => `export async function sample${index}() {\n${code}}\n`);
  await writeFile(join(folder, "samples.mts"), preamble + functions.join(""));
  const compilerOptions = {
    noImplicitReturns: false,
    noUnusedLocals: false,
    typeRoots: [join(root, "node_modules/@types")],
  };
  const config = { extends: join(root, "examples/tsconfig.json"), compilerOptions, include: ["samples.mts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  const { output } = await runNode([commandPath("typescript", "tsc"), "-p", folder]);
  expect(output).toBe("");
});
