import { describe, expect, onTestFinished, test } from "vitest";
import { commandPath } from "../../scripts/tools/paths.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";
import { serve } from "../../scripts/tools/serve.js";
import { anOrder, createFakePolar, type FakePolar, type OrderOverrides } from "../../src/testing.js";

const anyId = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const session = "polar_cst_0123456789";

/** `npm start -- ...flags`, without npm's own lines. */
function start(flags: string[], POLAR_CUSTOMER_SESSION?: string): Promise<Finished> {
  const env = { POLAR_CUSTOMER_SESSION };
  return runNode([commandPath("tsx", "tsx"), "scripts/start.ts", ...flags], { env });
}

/** A Polar of the test's own, served as `--server` reaches it. */
async function servePolar(overrides: OrderOverrides = {}): Promise<{ fake: FakePolar; url: string; id: string }> {
  const order = anOrder({ is_invoice_generated: true, ...overrides });
  const fake = createFakePolar({ orders: [order], rendersAfter: 0 });
  const served = await serve(fake.fetch);
  onTestFinished(() => served.close());
  return { fake, url: served.url, id: order.id };
}

describe("npm start", () => {
  test("corrects an order against a fake Polar of its own, behind Prism, and shows it before and after", async () => {
    const { code, output } = await start([]);
    expect(code, output).toBe(0);
    expect(output).toMatch(/POST {2}\/v1\/customer-sessions\/ +201 +\d+ ms/);
    expect(output).toMatch(/DIFFERENCE-8K2QX7-0003 .* paid +\$108\.50$/m);
    expect(output).toMatch(/PATCH \/v1\/customer-portal\/orders\/\{id\} +200 +\d+ ms/);
    expect(output).toMatch(/^ +Name +Ada Lovelace +-> +Ada King$/m);
    expect(output).toMatch(/^ +Line 2 +Suite 200 +-> +-$/m);
    expect(output).toMatch(/^ +City +San Francisco {2,}San Francisco$/m);
    expect(output).toMatch(/^Invoice, rendered again: https:.*… \(the rest is a secret\)$/m);
    expect(output.trim().split("\n").length).toBeLessThan(40);
  });

  test("prints no token and no signature", async () => {
    const { output } = await start(["--name", "Grace Hopper"]);
    expect(output).toMatch(/Ada Lovelace +-> +Grace Hopper/);
    expect(output).not.toMatch(/polar_\w+_\w|Signature/);
  });

  test("corrects what the flags say on the server they name, with the token of the environment", async () => {
    const { fake, url, id } = await servePolar();
    const flags = ["--server", url, "--order", id, "--name", "Grace Hopper", "--city", "Oakland"];
    const { code, output } = await start(flags, fake.token);
    expect(code, output).toBe(0);
    expect(fake.orders[0]).toMatchObject({
      billing_name: "Grace Hopper",
      billing_address: { line1: "548 Market Street", city: "Oakland", state: "US-CA" },
    });
    expect(fake.requests.some(({ method, url: { pathname } }) => method === "POST" && !pathname.includes(id))).toBe(
      false,
    );
    expect(output).toMatch(/City +San Francisco +-> +Oakland/);
    expect(output).not.toContain(fake.token);
  });

  test("says so if nothing differs", async () => {
    const { fake, url, id } = await servePolar();
    const { code, output } = await start(["--server", url, "--order", id, "--city", "San Francisco"], fake.token);
    expect(output).toContain("Nothing differs from what was stored.\nInvoice, as last rendered: https:");
    expect(fake.requests.map(({ method }) => method)).not.toContain("PATCH");
    expect(code).toBe(0);
  });

  test("says plainly what Polar refused, with its issues, and exits with 1", async () => {
    const { fake, url, id } = await servePolar({ billing_address: null });
    const flags = ["--server", url, "--order", id, "--country", "XX"];
    const { code, output } = await start(flags, fake.token);
    expect(output).toMatch(/^PATCH \/v1\/customer-portal\/orders\/\{id\} returned 422 RequestValidationError$/m);
    expect(output).toMatch(/^ {2}billing_address\.country: Input should be .* \(enum\)$/m);
    expect(output).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  });

  test("a missing invoice is reported after the details that were stored", async () => {
    const { fake, url, id } = await servePolar({ status: "void" });
    const { code, output } = await start(["--server", url, "--order", id, "--name", "Grace Hopper"], fake.token);
    expect(output).toMatch(/Ada Lovelace +-> +Grace Hopper/);
    expect(output).toMatch(/The details are stored, .*\nPOST .* returned 409 OrderNotEligibleForInvoice\n$/);
    expect(code).toBe(1);
  });

  test("--help explains", async () => {
    const { code, output } = await start(["--help"]);
    expect(output).toContain("--country");
    expect(code).toBe(0);
  });

  test.each<[string, string[], string | undefined, RegExp]>([
    ["an unknown flag", ["--nmae", "Ada"], undefined, /^start: Unknown option '--nmae'/],
    ["a missing order", ["--server", "sandbox", "--name", "Ada"], session, /^start: --order <id> is missing/],
    ["an order without a server", ["--order", anyId], session, /^start: --order needs --server/],
    [
      "a missing session",
      ["--server", "sandbox", "--order", anyId, "--name", "Ada"],
      undefined,
      /^start: .*POLAR_CUSTOMER_SESSION is missing/,
    ],
    ["nothing to change", ["--server", "sandbox", "--order", anyId], session, /^start: nothing to change/],
    [
      "a server that is not one",
      ["--server", "ftp://x", "--order", anyId, "--name", "A"],
      session,
      /^start: server must be/,
    ],
  ])("%s gets one line and exit code 2", async (_fact, flags, token, message) => {
    const { code, output } = await start(flags, token);
    expect(output).toMatch(message);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });

  test.each([
    ["an id that is not one", "1", "--name", /^start: id must be a UUID/m],
    ["a locked country", undefined, "--country", /^start: the country cannot be changed/m],
  ])("%s ends with one line and exit code 2", async (_fact, order, flag, message) => {
    const { fake, url, id: known } = await servePolar();
    const { code, output } = await start(["--server", url, "--order", order ?? known, flag, "FR"], fake.token);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/^ +at /m);
    expect(code).toBe(2);
  });
});
