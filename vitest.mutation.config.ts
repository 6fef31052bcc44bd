import { defineConfig } from "vitest/config";

// As in vitest.config.ts. Here and not as `env`: Stryker runs tests in threads, which have the time zone of their process.
process.env["TZ"] = "Asia/Tokyo";

/** What `npm run test:mutation` runs against each mutant: the tests of src/, without child processes (a mutant is not active there) and the storm. */
export default defineConfig({
  test: {
    testTimeout: 10_000,
    include: [
      "test/{unit,faults,workflows,sessions}/**/*.test.ts",
      "test/testing/{documents,faults,list,sessions,transport,update,wire}.test.ts",
      "test/contract/wire.test.ts",
      "test/validate/{client,rules,validate}.test.ts",
    ],
    exclude: ["test/faults/storm.test.ts", "test/unit/pollution.test.ts"],
  },
});
