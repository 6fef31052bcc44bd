import { readBundle } from "./contract/document.js";
import { checkLive } from "./contract/live.js";
import { commandFlags } from "./tools/flags.js";

const usage = `Checks real responses of Polar's sandbox against the contract.

  POLAR_CUSTOMER_SESSION=polar_cst_… POLAR_ORDER_ID=<id> npm run test:live`;
commandFlags("test:live", usage, {});

process.exitCode = await main().catch((error: Error) => {
  console.error(`test:live: ${error.message}`);
  return 2;
});

async function main(): Promise<number> {
  const { POLAR_CUSTOMER_SESSION: session, POLAR_ORDER_ID: orderId } = process.env;
  if (!session) {
    console.log("test:live: skipped, because POLAR_CUSTOMER_SESSION (a customer session of the sandbox) is not set");
    return 0;
  }
  if (!orderId) throw new Error("POLAR_ORDER_ID (an order of that customer) is not set");
  const { servers } = await readBundle();
  const upstream = servers.find((server) => server["x-server-name"] === "sandbox")?.url;
  if (upstream === undefined) throw new Error("the contract names no sandbox");
  const results = await checkLive({ upstream, session, orderId });
  for (const { name, problem } of results)
    console.log(`${problem === undefined ? "ok" : "FAILED"}  ${name}: ${problem ?? "as described"}`);
  return results.every(({ problem }) => problem === undefined) ? 0 : 1;
}
