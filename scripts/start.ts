import { createFakePolar } from "../src/testing.js";
import { demoChanges, demoOrders } from "./start/demo.js";
import { readFlags, usage, UsageError } from "./start/flags.js";
import { openSession, tellStory, type Entries } from "./start/story.js";
import { buildCode } from "./tools/build.js";
import { startProxy } from "./tools/prism.js";
import { serve } from "./tools/serve.js";

// Variables, or the compiler would look for dist/ before the first build.
const packageName: string = "@internal/polar-orders";
const sessionsName: string = "@internal/polar-orders/sessions";

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(`start: ${error.message} (npm start -- --help explains)`);
  return 2;
});

async function main(): Promise<number> {
  const { isHelp, server, order, changes } = readFlags();
  if (isHelp) {
    console.log(usage);
    return 0;
  }
  if (server === undefined) return correctInDemo(changes ?? demoChanges);
  const session = process.env["POLAR_CUSTOMER_SESSION"];
  if (changes === undefined) throw new UsageError("nothing to change: give --name or a part of the address");
  if (order === undefined) throw new UsageError("--order <id> is missing");
  if (!session) throw new UsageError("the environment variable POLAR_CUSTOMER_SESSION is missing");
  return tellStory(await loadPackage(), { server, session, orderId: order, changes });
}

/** Runs against an in-memory Polar, with Prism's proxy in front of it. */
async function correctInDemo(changes: NonNullable<ReturnType<typeof readFlags>["changes"]>): Promise<number> {
  const entries = await loadPackage();
  const fake = createFakePolar({ orders: demoOrders, rendersAfter: 0 });
  const polar = await serve(fake.fetch);
  try {
    const proxy = await startProxy(polar.url);
    try {
      console.log(
        "client -> Prism (checks each request and response against the contract) -> a fake Polar in memory\n",
      );
      const { url: server } = proxy;
      const session = await openSession(entries, { server, organizationToken: fake.organizationToken });
      return session === undefined ? 1 : await tellStory(entries, { server, session, changes });
    } finally {
      await proxy.stop();
    }
  } finally {
    await polar.close();
  }
}

/** By its name, as a consumer would: this loads dist/. */
async function loadPackage(): Promise<Entries> {
  await buildCode();
  return { ...(await import(packageName)), ...(await import(sessionsName)) } as Entries;
}
