import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { launchChromium, type BrowserContextOptions, type Page } from "../../examples/billing-form/browser.js";
import { startDemo, type Demo } from "../../examples/billing-form/demo.js";
import { exampleFolder } from "../../scripts/tools/example.js";
import type { CustomerOrder } from "../../src/index.js";
import { anOrder, type OrderOverrides } from "../../src/testing.js";

export type { Locator, Page } from "../../examples/billing-form/browser.js";

/** The running demo and a browser; each test opens a page of its own, with its own cookies. */
export interface Scene extends Demo {
  /** Adds an order of the customer; by default without an invoice, which nobody has to wait for. */
  given(overrides?: OrderOverrides): CustomerOrder;
  /** The order as it is stored. */
  stored(id: string): CustomerOrder | undefined;
  /** Opens a page that is signed out. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Signs in and opens an order. */
  openOrder(order: CustomerOrder, options?: BrowserContextOptions): Promise<Page>;
  /** Closes the pages of a test, and fails where one of them did what none may do. */
  finish(): Promise<void>;
}

export async function startScene(): Promise<Scene> {
  const demo = await startDemo();
  const browser = await launchChromium();
  const { polar } = demo;
  const watched: Watched[] = [];
  // Playwright waits for a stuck browser without a limit: the first test that meets one spares the others the wait.
  let isStuck = false;
  const open: Scene["open"] = async (path, options) => {
    if (isStuck) throw new Error("Chromium does not answer any more");
    const page = await (await browser.newContext(options)).newPage();
    watched.push(watch(page));
    await page.goto(demo.url + path);
    return page;
  };
  return {
    ...demo,
    given(overrides) {
      const order = anOrder({ invoice_number: null, is_invoice_generated: false, receipt_number: null, ...overrides });
      polar.orders.push(order);
      return order;
    },
    stored: (id) => polar.orders.find((order) => order.id === id),
    open,
    async openOrder(order, options) {
      const page = await open(`/?order=${order.id}`, options);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByLabel("City").waitFor();
      return page;
    },
    async finish() {
      for (const { page, errors, origins, bodies } of watched.splice(0)) {
        isStuck = true;
        await page.context().close();
        isStuck = false;
        expect(errors).toStrictEqual([]);
        expect([...origins].filter((origin) => !/^http:\/\/127\.0\.0\.1:\d+$/.test(origin))).toStrictEqual([]);
        const answers = (await Promise.all(bodies)).join("\n");
        expect(answers).toContain("<!doctype html>");
        expect(answers).not.toContain(polar.organizationToken);
      }
    },
    async close() {
      await browser.close();
      await demo.close();
    },
  };
}

interface Watched {
  readonly page: Page;
  readonly errors: string[];
  readonly origins: Set<string>;
  readonly bodies: Promise<string>[];
}

function watch(page: Page): Watched {
  const watched: Watched = { page, errors: [], origins: new Set(), bodies: [] };
  page.on("pageerror", (error) => watched.errors.push(String(error)));
  page.on("console", (message) => {
    // Chromium's own line about each answer that is no success.
    const isOwnLine = message.text().startsWith("Failed to load resource:");
    if (["error", "warning"].includes(message.type()) && !isOwnLine) watched.errors.push(message.text());
  });
  page.on("request", (request) => watched.origins.add(new URL(request.url()).origin));
  page.on("response", (response) => watched.bodies.push(headersAndBody(response)));
  return watched;
}

async function headersAndBody(response: Awaited<ReturnType<Page["waitForResponse"]>>): Promise<string> {
  // An answer that nobody waited for has no body any more.
  const body = await response.text().catch(() => "");
  return JSON.stringify(response.headers()) + body;
}

interface Axe {
  run(): Promise<{ violations: { id: string; impact?: string | null; nodes: { html: string }[] }[] }>;
}

/** What axe-core finds serious or critical on a page. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run());
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

const axeSource = readFileSync(join(exampleFolder, "node_modules/axe-core/axe.min.js"), "utf8");
