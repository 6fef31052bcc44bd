import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { commandPath } from "../../scripts/tools/paths.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";

const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
const session = "polar_cst_0123456789";

/** `npm start -- ...flags`, without npm's own lines. */
function start(flags: string[], POLAR_CUSTOMER_SESSION?: string): Promise<Finished> {
  const env = { POLAR_CUSTOMER_SESSION };
  return runNode([commandPath("tsx", "tsx"), "scripts/start.ts", ...flags], { env });
}

async function serve(status: number, body: unknown): Promise<{ url: string; bodies: unknown[]; tokens: unknown[] }> {
  const bodies: unknown[] = [];
  const tokens: unknown[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", () => {
      bodies.push(JSON.parse(text));
      tokens.push(request.headers.authorization);
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, tokens };
}

describe("npm start", () => {
  test("updates the example's order on a mock of its own and shows it", async () => {
    const { code, output } = await start([]);
    expect(output).toMatch(/PATCH \/v1\/customer-portal\/orders\/[0-9a-f-]{36} at http:\/\/127\.0\.0\.1:\d+/);
    expect(output).toContain("Authorization: Bearer (hidden)");
    expect(output).toMatch(/answered 200 in \d+ ms/);
    expect(output).toMatch(/^Status {5}paid$/m);
    expect(output).toMatch(/^Total {6}\$108\.50$/m);
    expect(output).toMatch(/^Billed to {2}Ada Lovelace$/m);
    expect(output).toContain("A mock answered");
    expect(code).toBe(0);
  });

  test("sends what the flags say to the server they name, and hides the token", async () => {
    const { url, bodies, tokens } = await serve(422, {
      error: "PolarRequestValidationError",
      detail: [
        {
          type: "value_error",
          loc: ["body", "billing_address", "country"],
          msg: "Country cannot be changed",
          input: "FR",
        },
      ],
    });
    const flags = ["--server", url, "--order", id, "--name", "Ada", "--postal-code", "75001", "--country", "FR"];
    const { code, output } = await start(flags, session);
    expect(bodies).toEqual([{ billing_name: "Ada", billing_address: { postal_code: "75001", country: "FR" } }]);
    expect(tokens).toEqual([`Bearer ${session}`]);
    expect(output).toContain("PATCH /v1/customer-portal/orders/{id} answered 422 PolarRequestValidationError\n");
    expect(output).toContain("  billing_address.country: Country cannot be changed (value_error)\n");
    expect(output).not.toContain(session);
    expect(output).not.toMatch(/^ +at /m);
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
    [
      "a missing session",
      ["--server", "sandbox", "--order", id, "--name", "Ada"],
      undefined,
      /^start: .*POLAR_CUSTOMER_SESSION is missing/,
    ],
    ["an address without a country", ["--city", "Paris"], undefined, /^start: an address needs --country/],
    ["nothing to change", ["--server", "sandbox", "--order", id], session, /^start: nothing to change/],
    [
      "an id that is none",
      ["--server", "sandbox", "--order", "1", "--name", "A"],
      session,
      /^start: id must be a UUID/,
    ],
    ["a server that is none", ["--server", "ftp://x", "--order", id, "--name", "A"], session, /^start: server must be/],
  ])("%s gets one line and exit code 2", async (_fact, flags, token, message) => {
    const { code, output } = await start(flags, token);
    expect(output).toMatch(message);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });
});
