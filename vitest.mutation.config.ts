import { defineConfig } from "vitest/config";

/** What `npm run test:mutation` runs against each mutant: the fast tests, without child processes and the storm. */
export default defineConfig({
  test: {
    testTimeout: 10_000,
    include: [
      "test/{unit,faults}/**/*.test.ts",
      "test/contract/wire.test.ts",
      "test/validate/{client,rules,validate}.test.ts",
    ],
    exclude: ["test/faults/storm.test.ts"],
  },
});
