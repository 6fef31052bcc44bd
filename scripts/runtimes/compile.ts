import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check } from "../../test/runtimes/smoke.js";
import { runNode } from "../tools/run.js";
import { installTools } from "./install.js";

const consumer = `import { createOrdersClient, correctBillingDetails, isPolarError, type CustomerOrder } from "@internal/polar-orders";
import { createSessionsClient } from "@internal/polar-orders/sessions";
import { anOrder, createFakePolar } from "@internal/polar-orders/testing";
import { assertResponse, billingDetailsSchema } from "@internal/polar-orders/validate";

const order: CustomerOrder = anOrder();
const fake = createFakePolar({ orders: [order] });
const sessions = createSessionsClient({ organizationToken: fake.organizationToken, fetch: fake.fetch });
const customerSession = sessions.provider({ external_customer_id: "usr_1" });
const orders = createOrdersClient({ customerSession, fetch: fake.fetch, checkResponse: assertResponse });
const { isChanged } = await correctBillingDetails(orders, order.id, { billing_name: "Ada" });
export const facts: [boolean, boolean, string] = [isChanged, isPolarError(order), billingDetailsSchema["~standard"].vendor];
// @ts-expect-error the types are there: a number is no name
await orders.update(order.id, { billing_name: 5 });
`;

/** Type-checks a consumer of every entry, without skipLibCheck, under both kinds of module resolution. */
export async function checkTypes(folder: string, version: string): Promise<Check[]> {
  const modules = await installTools(folder, `typescript-${version}`, [
    `typescript@${version}`,
    "@types/node@20.19.43",
  ]);
  await writeFile(join(folder, "consumer.mts"), consumer);
  const checks: Check[] = [];
  for (const [module, moduleResolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ] as const) {
    const project = join(folder, `tsconfig.${version}.${moduleResolution}.json`);
    const types = { types: ["node"], typeRoots: [join(modules, "@types")] };
    const strictness = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
    const compilerOptions = {
      target: "es2022",
      module,
      moduleResolution,
      skipDefaultLibCheck: true,
      ...types,
      ...strictness,
    };
    await writeFile(project, JSON.stringify({ compilerOptions, files: ["consumer.mts"] }));
    const { code, output } = await runNode([join(modules, "typescript/bin/tsc"), "-p", project], { cwd: folder });
    checks.push({ name: moduleResolution, problem: code === 0 ? undefined : output, seen: undefined });
  }
  return checks;
}
