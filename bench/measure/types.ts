import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "../../scripts/tools/run.js";
import { bench, generated } from "../lib/paths.js";
import type { ByPeer, Trouble, TypeCheck } from "../lib/results.js";
import { peers } from "../peers.js";

function consumer(peer: string): string {
  return `import { create } from "../../../peers/${peer}.js";
const update = create({ baseUrl: "https://api.polar.sh", token: "polar_cst_bench" });
const billing_address = { line1: "12 rue de la Paix", postal_code: "75002", city: "Paris", country: "FR" } as const;
const order = await update("df17aa72-3bde-4468-a13b-ecb9733ba43b", { billing_name: "Ada Lovelace", billing_address });
console.log(order.id);
`;
}

/** What a consumer's compiler does for a file that makes a client and updates an order, beyond an empty file. */
export async function measureTypes(troubles: Trouble[]): Promise<ByPeer<TypeCheck>> {
  const empty = await check("empty", "export {};\n");
  const found: Record<string, TypeCheck> = {};
  for (const { id } of peers) {
    try {
      const { instantiations, types } = await check(id, consumer(id));
      found[id] = { instantiations: instantiations - empty.instantiations, types: types - empty.types };
    } catch (error) {
      troubles.push({ peer: id, measure: "types", reason: String(error) });
    }
  }
  return found;
}

async function check(id: string, source: string): Promise<TypeCheck> {
  const folder = join(generated, "types", id);
  const compilerOptions = {
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "consumer.ts"), source);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  const tsc = join(bench, "node_modules/typescript/bin/tsc");
  const { code, output } = await runNode([tsc, "-p", folder, "--extendedDiagnostics"]);
  if (code !== 0) throw new Error(output.slice(0, 500));
  const read = (name: string): number => {
    const value = new RegExp(String.raw`^${name}:\s+(\d+)`, "m").exec(output)?.[1];
    if (value === undefined) throw new Error(`tsc does not tell "${name}"`);
    return Number(value);
  };
  return { instantiations: read("Instantiations"), types: read("Types") };
}
