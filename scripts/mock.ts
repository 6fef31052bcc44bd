import { parseArgs } from "node:util";
import { anOrder, createFakePolar } from "../src/testing.js";
import { startMock } from "./tools/prism.js";
import { serve } from "./tools/serve.js";

const usage = `Serves a mock of the contract (src/generated/openapi.json) with Prism until Ctrl-C.

  npm run mock                  on port 4010
  npm run mock -- --port 0      on a free port
  npm run mock -- --stateful    serves ./testing instead: a Polar that remembers, with its rules and its CORS headers`;

process.exitCode = await main();

async function main(): Promise<number> {
  let port: number;
  let isStateful: boolean;
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "4010" },
        stateful: { type: "boolean", default: false },
        help: { type: "boolean" },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    port = Number(values.port);
    isStateful = values.stateful;
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error("--port must be a whole number from 0 to 65535");
  } catch (error) {
    console.error(`mock: ${(error as Error).message}`);
    return 2;
  }
  try {
    await (isStateful ? serveFake(port) : serveMock(port));
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
  console.log(`mock ready at ${mock.url} (Ctrl-C ends it)`);
  await mock.ended;
}

async function serveFake(port: number): Promise<void> {
  const orders = [anOrder(), anOrder({ status: "pending", is_invoice_generated: false, billing_address: null })];
  const fake = createFakePolar({ orders });
  const served = await serve(fake.fetch, port);
  console.log(`mock ready at ${served.url} (Ctrl-C ends it)

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
