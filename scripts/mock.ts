import { anOrder, createFakePolar } from "../src/testing.js";
import { commandFlags, refuseFlags } from "./tools/flags.js";
import { startMock } from "./tools/prism.js";
import { serve } from "./tools/serve.js";

const usage = `Serves a mock of the contract (src/generated/openapi.json) with Prism until you press Ctrl+C.

  npm run mock                  on port 4010
  npm run mock -- --port 0      on a free port
  npm run mock -- --stateful    serves ./testing instead: a Polar that remembers, with its rules and its CORS headers`;

process.exitCode = await main();

async function main(): Promise<number> {
  const values = commandFlags("mock", usage, { port: { type: "string" }, stateful: { type: "boolean" } });
  const port = Number(values.port ?? 4010);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    refuseFlags("mock", "--port must be a whole number from 0 to 65535");
  try {
    await (values.stateful ? serveFake(port) : serveMock(port));
    return 0;
  } catch (error) {
    console.error(
      `mock: ${/EADDRINUSE/.test(String(error)) ? `port ${port} is in use; try --port 0` : (error as Error).message}`,
    );
    return 1;
  }
}

async function serveMock(port: number): Promise<void> {
  const mock = await startMock(port);
  console.log(`mock ready at ${mock.url} (Press Ctrl+C to stop)`);
  await mock.ended;
}

async function serveFake(port: number): Promise<void> {
  const orders = [anOrder(), anOrder({ status: "pending", is_invoice_generated: false, billing_address: null })];
  const fake = createFakePolar({ orders });
  const served = await serve(fake.fetch, port);
  console.log(`mock ready at ${served.url} (Press Ctrl+C to stop)

  orders               ${orders.map(({ id }) => id).join(", ")}
  session token        ${fake.token}
  organization token   ${fake.organizationToken}
  external customer    ${fake.customers[0]?.external_id}`);
  await new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await served.close();
}
