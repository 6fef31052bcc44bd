import { join } from "node:path";
import { expect, test } from "vitest";
import { minify } from "../../scripts/tools/minify.js";
import { root } from "../../scripts/tools/paths.js";

const entry = (name: string): string => JSON.stringify(join(root, `dist/${name}.js`));

// The aim is 5.0 kB. openapi-fetch alone takes 2.6 of it, whole, for its parts are one closure; the README says what is missed.
test("creating a client and updating an order costs at most 6.6 kB", async () => {
  const { gzipSize } = await minify(
    `import { createOrdersClient } from ${entry("index")};
    const orders = createOrdersClient({ customerSession: "t" });
    console.log(await orders.update("id", {}));`,
  );
  expect(gzipSize).toBeLessThanOrEqual(6600);
  // So that the bound cannot be met by a bundle of nothing.
  expect(gzipSize).toBeGreaterThan(3000);
});
