import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { commandPath } from "../../scripts/tools/paths.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";
import { serve, type Served } from "../../scripts/tools/serve.js";
import { anOrder, createFakePolar, type FakePolar, type OrderOverrides } from "../../src/testing.js";

const closings: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closings.map((close) => close())));

function runExample(name: string, env: Record<string, string> = {}, ...flags: string[]): Promise<Finished> {
  return runNode([commandPath("tsx", "tsx"), ...flags, `examples/${name}.ts`], {
    env: { POLAR_SERVER: inject("mockUrl"), ...env },
  });
}

interface Scene {
  readonly polar: FakePolar;
  readonly served: Served;
  readonly env: Record<string, string>;
}

async function scene(...orders: OrderOverrides[]): Promise<Scene> {
  const polar = createFakePolar({ orders: orders.map(anOrder), rendersAfter: 0 });
  const served = await serve(polar.fetch);
  closings.push(served.close);
  const env = {
    POLAR_SERVER: served.url,
    POLAR_CUSTOMER_SESSION: polar.token,
    POLAR_ORGANIZATION_TOKEN: polar.organizationToken,
    POLAR_ORDER_ID: polar.orders[0]!.id,
  };
  return { polar, served, env };
}

describe("examples/correct-billing-details.ts", () => {
  test("corrects an order through dist/, and has its invoice made again", async () => {
    const { polar, env } = await scene({ billing_name: "Ada", is_invoice_generated: true });
    const { code, output } = await runExample("correct-billing-details", env);
    expect(output).toBe("saved: Lovelace Ltd, 12 St James's Square\nthe invoice is up to date\n");
    expect(code).toBe(0);
    const billing_address = expect.objectContaining({ city: "San Francisco", postal_code: "94107" }) as object;
    expect(polar.invoices.get(env["POLAR_ORDER_ID"]!)).toMatchObject({ billing_name: "Lovelace Ltd", billing_address });
  });

  test("says of a second run that nothing has changed", async () => {
    const { env } = await scene({ billing_name: "Ada", is_invoice_generated: true });
    await runExample("correct-billing-details", env);
    const { code, output } = await runExample("correct-billing-details", env);
    expect(output).toMatch(/^nothing to change: .*\nthe invoice may not show the latest change yet\n$/);
    expect(code).toBe(0);
  });

  test("shows what Polar refused by its field", async () => {
    const { polar, env } = await scene({});
    const detail = [{ loc: ["body", "billing_name"], msg: "is not allowed", type: "value_error" }];
    const refusal = { status: 422, body: { error: "PolarRequestValidationError", detail } };
    polar.failNext(refusal);
    const { code, output } = await runExample("correct-billing-details", env);
    expect(output).toBe("{ billing_name: [ 'is not allowed' ] }\n");
    expect(code).toBe(1);
  });

  test("says of a failed invoice that the details are saved", async () => {
    const { env, polar } = await scene({ billing_name: "Ada", is_invoice_generated: true, status: "void" });
    const { code, output } = await runExample("correct-billing-details", env);
    expect(output).toContain("saved: Lovelace Ltd");
    expect(output).toContain("the invoice could not be made");
    expect(code).toBe(0);
    expect(polar.orders[0]?.billing_name).toBe("Lovelace Ltd");
  });

  test("shows another error of the package as one line", async () => {
    const { env } = await scene({});
    const { code, output } = await runExample("correct-billing-details", { ...env, POLAR_CUSTOMER_SESSION: "" });
    expect(output).toMatch(/^GET \/v1\/customer-portal\/orders\/\{id\} was not sent: the token function.*\n$/);
    expect(code).toBe(1);
  });
});

test("examples/batch.ts waits as the rate limit asks, and corrects every order", async () => {
  const { polar, env } = await scene({ billing_name: "Ada", is_invoice_generated: true }, { billing_name: "Ada" });
  polar.orders[1]!.billing_name = "Lovelace Ltd";
  polar.failNext({ status: 429, headers: { "Retry-After": "1" } });
  const failingOnce = polar.requests.length;
  const { code, output } = await runExample("batch", env);
  const [first, second] = polar.orders.map(({ id }) => `usr_1 ${id}`);
  expect(output.split("\n")).toEqual(expect.arrayContaining([`${first}: corrected`, `${second}: was correct`]));
  expect(code).toBe(0);
  expect(polar.orders.map(({ billing_name }) => billing_name)).toEqual(["Lovelace Ltd", "Lovelace Ltd"]);
  expect(polar.requests[failingOnce]?.status).toBe(429);
});

test("examples/batch.ts requests an invoice again if the rate limit came before it", async () => {
  const { polar, env } = await scene({ billing_name: "Ada", is_invoice_generated: true });
  const requests: number[] = [];
  const { url, close } = await serve(async (address, init) => {
    if (init?.method !== "POST" || !address.endsWith("/invoice")) return polar.fetch(address, init);
    const answer =
      requests.length === 0
        ? new Response(null, { status: 429, headers: { "Retry-After": "60" } })
        : await polar.fetch(address, init);
    requests.push(answer.status);
    return answer;
  });
  closings.push(close);
  const { code, output } = await runExample("batch", { ...env, POLAR_SERVER: url });
  expect(output).toContain(`usr_1 ${polar.orders[0]!.id}: corrected`);
  expect(code).toBe(0);
  expect(requests).toEqual([429, 202]);
});

test("examples/batch.ts reports an order that fails, and goes on with the next", async () => {
  const { polar, env } = await scene({ billing_name: "Ada" }, { billing_name: "Ada" });
  let isFirst = true;
  const { url, close } = await serve(async (address, init) => {
    if (init?.method !== "PATCH" || !isFirst) return polar.fetch(address, init);
    isFirst = false;
    return Response.json({ detail: "no" }, { status: 400 });
  });
  closings.push(close);
  const { code, output } = await runExample("batch", { ...env, POLAR_SERVER: url });
  expect(output).toMatch(/^usr_1 [-\da-f]{36} PolarApiError: PATCH .* returned 400/m);
  expect(code).toBe(1);
  expect(polar.orders.map(({ billing_name }) => billing_name)).toEqual(["Ada", "Lovelace Ltd"]);
});

test("examples/batch.ts says why there is no session", async () => {
  const { polar, env } = await scene({});
  polar.customers[0]!.external_id = "usr_2";
  const { code, output } = await runExample("batch", env);
  expect(output).toMatch(
    /usr_1 TokenProviderError[^]*cause: ValidationError: POST \/v1\/customer-sessions\/ returned 422/,
  );
  expect(code).toBe(1);
});

test("examples/server-session.ts makes a session and uses it", async () => {
  const { env } = await scene({}, {});
  const { code, output } = await runExample("server-session", env);
  expect(output).toBe("2 orders\n");
  expect(code).toBe(0);
});

describe("examples/proxy.ts", () => {
  let proxy: Server;
  const tunnels: string[] = [];
  beforeAll(async () => {
    proxy = createServer().on("connect", ({ url = "" }, socket) => {
      tunnels.push(url);
      const [host = "", port] = url.split(":");
      const target = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        target.pipe(socket).pipe(target);
      });
      target.on("error", () => socket.destroy());
      socket.on("error", () => target.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void proxy.close());

  test("reaches Polar through the proxy alone", async () => {
    const { env, served } = await scene({}, {});
    const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const { code, output } = await runExample("proxy", { ...env, HTTPS_PROXY });
    expect(output).toBe("2 orders, through the proxy\n");
    expect(code).toBe(0);
    expect(tunnels).toEqual([new URL(served.url).host]);
  });
});

test("examples/consumer.test.ts is green on ./testing alone", async () => {
  const { code, output } = await runExample("consumer.test", {}, "--test", "--test-reporter=tap");
  expect(output).toContain("# pass 3");
  expect(code, output).toBe(0);
});

test("examples/translated-issues.ts translates by the code", async () => {
  const { code, output } = await runExample("translated-issues");
  expect(output).toBe("billing_address.country: Bitte ausfüllen.\n");
  expect(code).toBe(0);
});

test("examples/check-answers.ts finds that the mock matches the contract", async () => {
  const { code, output } = await runExample("check-answers");
  expect(output).toBe("the response matches the contract\n");
  expect(code).toBe(0);
});

test("examples/mocked-answers.ts gets the answers that it asks for", async () => {
  const { code, output } = await runExample("mocked-answers");
  expect(output).toBe("Ada Lovelace\nValidationError\n");
  expect(code).toBe(0);
});
