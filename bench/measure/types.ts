import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "../../scripts/tools/run.js";
import { bench, generated } from "../lib/paths.js";
import type { ByPeer, Effort, Trouble, TypeCheck } from "../lib/results.js";
import { shuffled, spread } from "../lib/stats.js";
import { peers } from "../peers.js";

interface Diagnostics {
  readonly instantiations: number;
  readonly types: number;
  readonly checkMs: number;
  readonly totalMs: number;
}

// Names our types, and calls nothing: what is left of ours is the price of the call.
const interfaceOnly = `import type { OrdersClient } from "@internal/polar-orders";
export declare const orders: OrdersClient;
`;

function consumer(peer: string): string {
  return `import { create } from "../../../peers/${peer}.js";
const update = create({ baseUrl: "https://api.polar.sh", token: "polar_cst_bench" });
const billing_address = { line1: "12 rue de la Paix", postal_code: "75002", city: "Paris", country: "FR" } as const;
const order = await update("df17aa72-3bde-4468-a13b-ecb9733ba43b", { billing_name: "Ada Lovelace", billing_address });
console.log(order.id);
`;
}

/** What a consumer's compiler does for a file that makes a client and updates an order, beyond an empty file. */
export async function measureTypes({ typeRounds }: Effort, troubles: Trouble[]): Promise<ByPeer<TypeCheck>> {
  const projects = new Map<string, Diagnostics[]>();
  const add = (id: string, file: string): void => void projects.set(writeProject(id, file), []);
  add("empty", writeSource("empty", "export {};\n"));
  add("ours-interface", writeSource("ours-interface", interfaceOnly));
  for (const { id } of peers) add(id, writeSource(id, consumer(id)));
  for (let round = 0; round < typeRounds; round++) {
    for (const id of shuffled([...projects.keys()])) {
      try {
        projects.get(id)?.push(await check(id));
      } catch (error) {
        projects.delete(id);
        troubles.push({ peer: id, measure: "types", reason: String(error) });
      }
    }
  }
  const empty = projects.get("empty") ?? [];
  projects.delete("empty");
  return Object.fromEntries([...projects].map(([id, own]) => [id, summarize(own, empty)]));
}

function writeSource(id: string, text: string): string {
  const folder = join(generated, "types", id);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "consumer.ts");
  writeFileSync(file, text);
  return file;
}

function writeProject(id: string, file: string): string {
  const folder = join(generated, "types", id);
  mkdirSync(folder, { recursive: true });
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
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
  return id;
}

async function check(id: string): Promise<Diagnostics> {
  const tsc = join(bench, "node_modules/typescript/bin/tsc");
  const { code, output } = await runNode([tsc, "-p", join(generated, "types", id), "--extendedDiagnostics"]);
  if (code !== 0) throw new Error(output.slice(0, 500));
  const read = (name: string): number => {
    const value = new RegExp(String.raw`^${name}:\s+([\d.]+)`, "m").exec(output)?.[1];
    if (value === undefined) throw new Error(`tsc does not tell "${name}"`);
    return Number(value);
  };
  return {
    instantiations: read("Instantiations"),
    types: read("Types"),
    checkMs: read("Check time") * 1000,
    totalMs: read("Total time") * 1000,
  };
}

function summarize(own: readonly Diagnostics[], empty: readonly Diagnostics[]): TypeCheck {
  const beyond = (name: keyof Diagnostics): number[] =>
    own.map((diagnostics, round) => diagnostics[name] - (empty[round]?.[name] ?? Number.NaN));
  return {
    // The same in every round.
    instantiations: spread(beyond("instantiations")).median,
    types: spread(beyond("types")).median,
    checkMs: spread(beyond("checkMs")),
    totalMs: spread(beyond("totalMs")),
  };
}
