import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { minify } from "../../scripts/tools/minify.js";
import { completeDocument } from "../support/complete.js";

test.each([
  ["customerOrderUpdateSchema", 3000],
  ["customerOrderSchema", 10_000],
  ["assertResponse", 10_000],
  ["reportTo", 10_000],
])("%s alone costs a consumer less than %i bytes, minified and gzipped", async (name, budget) => {
  const { gzipSize } = await minify(`export { ${name} } from "./src/validate.ts"`);
  expect(gzipSize).toBeLessThan(budget);
});

test("the request validator brings nothing of an order's", async () => {
  const { code } = await minify(`export { customerOrderUpdateSchema } from "./src/validate.ts"`);
  expect(code).toContain("billing_address");
  expect(code).not.toMatch(/amount_type|subtotal_amount|unknown_price_kind|date and time/);
});

test("the client brings nothing of the validators", async () => {
  const { files } = await minify(`export * from "./src/index.ts"`);
  expect(files).toContain("src/client.ts");
  expect(files.filter((file) => /validat/.test(file))).toEqual([]);
});

test("the validators need no package and nothing of the client", async () => {
  const { files } = await minify(`export * from "./src/validate.ts"`);
  expect(files).toContain("src/generated/validators.ts");
  expect(files.filter((file) => /node_modules|client|orders|transport|errors/.test(file))).toEqual([]);
});

test("the validators run even if code may not be made from strings", async () => {
  const order = completeDocument("CustomerOrder");
  const { code } = await minify(`
    import { customerOrderSchema } from "./src/validate.ts";
    const { validate } = customerOrderSchema["~standard"];
    let evaluated;
    try { evaluated = new Function("return 1")(); } catch {}
    const order = ${JSON.stringify(order)};
    console.log(JSON.stringify([evaluated ?? null, validate(order).issues ?? [], validate({ ...order, id: 5 }).issues.length]));
  `);
  const args = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", code];
  expect(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }))).toEqual([null, [], 1]);
});
