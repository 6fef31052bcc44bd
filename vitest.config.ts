import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { chromiumPath } from "./scripts/tools/paths.js";

const project = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...extra },
});

// Far from UTC, because there a date that is wrongly read as local time looks right.
const elsewhere = { TZ: "Asia/Tokyo" };

const recipeAliases = ["index", "sessions", "testing", "validate"].map((entry) => ({
  find: new RegExp(`^@internal/polar-orders${entry === "index" ? "" : `/${entry}`}$`),
  replacement: fileURLToPath(new URL(`src/${entry}.ts`, import.meta.url)),
}));

export default defineConfig({
  test: {
    restoreMocks: true,
    // Most tests wait for a process or a socket; by default vitest would leave one of two cores idle.
    maxWorkers: 3,
    // Only a test or a hook that hangs meets it, however busy the machine is.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      project("unit", { env: elsewhere }),
      project("contract", { globalSetup: "test/support/mock.setup.ts" }),
      project("faults", { env: elsewhere }),
      project("sessions"),
      project("testing"),
      // The recipes import the package by its name.
      { ...project("recipes"), resolve: { alias: recipeAliases } },
      project("validate"),
      project("workflows"),
      project("fuzz", { globalSetup: "test/support/mock.setup.ts", testTimeout: 60_000 }),
      project("drift"),
      // Where there is no Chromium, the page of examples/ is not tested. CI has one (.ci/run installs it, GitHub's machines bring it),
      // and `npm test` fails there without it.
      ...(existsSync(chromiumPath)
        ? [
            {
              ...project("browser", {
                globalSetup: "test/browser/example.setup.ts",
                // The page is built as it would be served.
                env: { NODE_ENV: "production" },
              }),
              oxc: { jsx: { runtime: "automatic" as const, development: false } },
            },
          ]
        : []),
      project("package", { globalSetup: "test/support/mock.setup.ts" }),
    ],
  },
});
