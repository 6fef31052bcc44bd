import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { minify } from "../../scripts/tools/minify.js";
import { root } from "../../scripts/tools/paths.js";

const updating = (entry: string): string => `import { createOrdersClient } from ${JSON.stringify(entry)};
  const orders = createOrdersClient({ customerSession: "t" });
  console.log(await orders.update("id", {}));`;

// The aim is 7.4 kB: 6.8 and 100 B for each of the six other operations, which a client carries too. openapi-fetch alone takes 2.6
// of it, always whole, because its parts are one closure.
test("creating a client and updating an order costs at most 8.32 kB, all operations included", async () => {
  const { gzipSize } = await minify(updating(join(root, "dist/index.js")));
  expect(gzipSize).toBeLessThanOrEqual(8320);
  // So that the bound cannot be met by a bundle of nothing.
  expect(gzipSize).toBeGreaterThan(3000);
});

test("who only updates carries nothing of the workflows", async () => {
  const { files } = await minify(updating("./src/index.ts"));
  expect(files).toContain("src/orders.ts");
  expect(files.filter((file) => file.startsWith("src/workflows/"))).toEqual([]);
});

test("isPolarError alone costs at most 0.4 kB", async () => {
  const { code, gzipSize } = await minify(
    'import { isPolarError } from "./dist/index.js"; console.log(isPolarError(1));',
  );
  expect(gzipSize).toBeLessThanOrEqual(400);
  // Only the name of the brand cannot be minified away.
  expect(code).toContain("PolarError");
});

/** A client made from `src/orders.ts`, with one operation cut out of it. */
async function sizeWithout(operation?: string): Promise<number> {
  const source = await readFile(join(root, "src/orders.ts"), "utf8");
  const method = new RegExp(`^    async ${operation}\\(.*?^    },\\n`, "ms");
  if (operation) expect(source).toMatch(method);
  const orders = (operation ? source.replace(method, "") : source).replaceAll('from "./', 'from "./src/');
  const { gzipSize } = await minify(`${orders}
    import { createCall } from "./src/transport/api.js";
    console.log(createOrders(createCall(globalThis.settings)));`);
  return gzipSize;
}

// The limit is 100 B. `list` misses it: it brings the rules of its seven parameters.
test.each([
  ["list", 270],
  ["get", 100],
  ["generateInvoice", 100],
  ["invoice", 100],
  ["receipt", 100],
  ["paymentStatus", 100],
])("%s costs at most %i B", async (operation, most) => {
  const cost = (await sizeWithout()) - (await sizeWithout(operation));
  expect(cost).toBeGreaterThan(0);
  expect(cost).toBeLessThanOrEqual(most);
});
