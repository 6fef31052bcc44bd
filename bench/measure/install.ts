import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/tools/paths.js";
import { npm } from "../../scripts/tools/npm.js";
import { bench, heyApiClient, redoclyClient } from "../lib/paths.js";
import type { ByPeer, Installed, Trouble } from "../lib/results.js";
import { peers, type Peer } from "../peers.js";

/** What `npm install --omit=dev` of each peer alone puts into an empty folder. */
export async function measureInstalls(troubles: Trouble[]): Promise<ByPeer<Installed>> {
  const installed: Record<string, Installed> = {};
  for (const peer of peers.filter(({ isVariant }) => !isVariant)) {
    try {
      installed[peer.id] = await install(peer);
    } catch (error) {
      troubles.push({ peer: peer.id, measure: "install", reason: String(error) });
    }
  }
  return installed;
}

async function install({ id, package: name }: Peer): Promise<Installed> {
  // A generated client is no package: its files lie in the consumer's own repository.
  if (id === "redocly") return { packages: 0, bytes: bytesOf(redoclyClient) };
  if (id === "hey-api") return { packages: 0, bytes: bytesOf(heyApiClient) };
  if (name === undefined) return { packages: 0, bytes: 0 };
  const folder = mkdtempSync(join(tmpdir(), "polar-orders-bench-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    const what = name === "@internal/polar-orders" ? await pack(folder) : specifierOf(name);
    await npm(["install", "--omit=dev", "--ignore-scripts", "--prefer-offline", what], folder);
    const modules = join(folder, "node_modules");
    const lock = readFileSync(join(modules, ".package-lock.json"), "utf8");
    const { packages } = JSON.parse(lock) as { packages: Record<string, unknown> };
    return { packages: Object.keys(packages).length, bytes: bytesOf(modules) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pack(folder: string): Promise<string> {
  await npm(["pack", "--ignore-scripts", "--pack-destination", folder], root);
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm pack left no tarball");
  return join(folder, tarball);
}

/** What the bench pins, under the package's own name. */
function specifierOf(name: string): string {
  const manifest = readFileSync(join(bench, "package.json"), "utf8");
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const version = dependencies[name];
  if (version === undefined) throw new Error(`${name} is not pinned`);
  return version.startsWith("npm:") ? version.slice("npm:".length) : `${name}@${version}`;
}

/** The bytes of the files below a path, npm's own notes left out. */
function bytesOf(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return path.endsWith(".package-lock.json") ? 0 : stats.size;
  return readdirSync(path).reduce((sum, entry) => sum + bytesOf(join(path, entry)), 0);
}
