import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { commandPath, root } from "../../scripts/tools/paths.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";

function runExample(env: Record<string, string>, name = "update-order"): Promise<Finished> {
  return runNode([commandPath("tsx", "tsx"), `examples/${name}.ts`], {
    env: { POLAR_SERVER: inject("mockUrl"), ...env },
  });
}

describe("examples/update-order.ts", () => {
  const session = { POLAR_CUSTOMER_SESSION: "polar_cst_0123456789" };

  test.each(["update-order", "check-answers", "mocked-answers"])(
    "%s is the README's sample to the letter",
    async (name) => {
      const example = await readFile(join(root, `examples/${name}.ts`), "utf8");
      const readme = await readFile(join(root, "README.md"), "utf8");
      expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
    },
  );

  test("updates an order through dist/", async () => {
    const { code, output } = await runExample({ ...session, POLAR_ORDER_ID: "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a" });
    expect(output).toMatch(/^\S+ is billed to Ada Lovelace\n$/);
    expect(code).toBe(0);
  });

  test("shows an error of the package as one line", async () => {
    const { code, output } = await runExample({ POLAR_ORDER_ID: "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a" });
    expect(output).toMatch(
      /^PATCH \/v1\/customer-portal\/orders\/\{id\} was not sent: the customerSession function must give .*\n$/,
    );
    expect(code).toBe(1);
  });
});

test("examples/check-answers.ts finds that the mock keeps the contract", async () => {
  const { code, output } = await runExample({}, "check-answers");
  expect(output).toBe("the answer keeps the contract\n");
  expect(code).toBe(0);
});

test("examples/mocked-answers.ts gets the answers that it asks for", async () => {
  const { code, output } = await runExample({}, "mocked-answers");
  expect(output).toBe("Ada Lovelace\nValidationError\n");
  expect(code).toBe(0);
});
