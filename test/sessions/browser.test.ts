import { expect, test } from "vitest";
import { runNode } from "../../scripts/tools/run.js";

const browser = "Object.assign(globalThis, { window: globalThis, document: {} });";
const worker = "Object.assign(globalThis, { window: globalThis });";

/** Makes a client in a process of its own, where these globals exist. */
function create(globals: string, options = "") {
  const program = `${globals}
    const { createSessionsClient } = await import("./src/sessions.ts");
    createSessionsClient({ organizationToken: "polar_oat_secret", ${options} });
    console.log("started");`;
  return runNode(["--import", "tsx", "--input-type=module", "-e", program]);
}

test("a client refuses to start if window and document exist, says why, and names the option for tests", async () => {
  const { code, output } = await create(browser);
  expect(code).toBe(1);
  expect(output).toContain(
    "TypeError: createSessionsClient must not run in a browser: who can read the organization token can do everything.",
  );
  expect(output).toContain("Tests under jsdom set dangerouslyAllowBrowser: true");
  expect(output).not.toMatch(/polar_oat_secret.*\n.*started/);
});

test.each([
  ["with dangerouslyAllowBrowser", browser, "dangerouslyAllowBrowser: true"],
  ["if there is a window without a document", worker, ""],
  ["if there is neither", "", ""],
])("it starts %s", async (_fact, globals, options) => {
  expect(await create(globals, options)).toMatchObject({ code: 0, output: "started\n" });
});

test.each(["false", "undefined"])("it does not start with dangerouslyAllowBrowser: %s", async (value) => {
  const { code, output } = await create(browser, `dangerouslyAllowBrowser: ${value}`);
  expect(output).toContain("must not run in a browser");
  expect(code).toBe(1);
});
