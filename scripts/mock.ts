import { parseArgs } from "node:util";
import { startMock } from "./tools/prism.js";

const usage = `Serves a mock of the contract (src/generated/openapi.json) with Prism until Ctrl-C.

  npm run mock                  on port 4010
  npm run mock -- --port 0      on a free port`;

process.exitCode = await main();

async function main(): Promise<number> {
  let port: number;
  try {
    const { values } = parseArgs({ options: { port: { type: "string", default: "4010" }, help: { type: "boolean" } } });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error("--port must be a whole number from 0 to 65535");
  } catch (error) {
    console.error(`mock: ${(error as Error).message}`);
    return 2;
  }
  try {
    const mock = await startMock(port);
    console.log(`mock ready at ${mock.url} (Ctrl-C ends it)`);
    await mock.ended;
    return 0;
  } catch (error) {
    console.error(
      `mock: ${/EADDRINUSE/.test(String(error)) ? `port ${port} is in use; try --port 0` : (error as Error).message}`,
    );
    return 1;
  }
}
