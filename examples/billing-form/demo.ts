import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { createFakePolar, type FakePolar } from "@internal/polar-orders/testing";
import { build } from "vite";
import { serve } from "../../scripts/tools/serve.js";
import { demoOrders } from "./demo/orders.js";
import { withDocuments } from "./demo/documents.js";
import { createServer } from "./server.js";

/** The running demo. */
export interface Demo {
  readonly url: string;
  readonly polar: FakePolar;
  close(): Promise<void>;
}

/** Starts an in-memory Polar and the example's server on free ports, with the page built for them. */
export async function startDemo(): Promise<Demo> {
  const polar = createFakePolar({ orders: demoOrders() });
  const api = await serve(withDocuments(polar));
  const page = await mkdtemp(join(tmpdir(), "billing-form-"));
  await build({
    root: import.meta.dirname,
    logLevel: "warn",
    define: { "import.meta.env.VITE_POLAR_URL": JSON.stringify(api.url) },
    build: { outDir: page, emptyOutDir: true },
  });
  const { organizationToken } = polar;
  const cookieSecret = randomBytes(32).toString("hex");
  const app = createServer({ organizationToken, polarUrl: api.url, cookieSecret, isSecure: false, page });
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    polar,
    async close() {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await Promise.all([once(server, "close"), api.close(), rm(page, { recursive: true })]);
    },
  };
}
