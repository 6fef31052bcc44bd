import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../../scripts/tools/paths.js";

const parts = [
  "scripts",
  "openapi",
  ".changeset",
  "src",
  "package.json",
  ".oxfmtrc.json",
  "redocly.yaml",
  "tsconfig.json",
  "tsconfig.build.json",
];

/** The project in a folder of its own, during a test, for commands that write or must find something broken. */
export function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "polar-orders-copy-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}
