import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { bundle, createConfig } from "@redocly/openapi-core";
import type { OpenApiDocument } from "../contract/document.js";
import { root } from "../tools/paths.js";

const folder = join(root, "openapi");
const ref = join(folder, "openapi.yaml");

/** The files of the fragment that nothing refers to. */
export async function unusedFiles(): Promise<string[]> {
  const { fileDependencies } = await bundle({ ref, config: await createConfig({}) });
  const files = (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
  return files.filter((file) => file.endsWith(".yaml") && file !== ref && !fileDependencies.has(file));
}

export async function bundleFragment(note: string): Promise<OpenApiDocument> {
  const { bundle: result, problems } = await bundle({ ref, config: await createConfig({}) });
  if (problems.length > 0) {
    const lines = problems.map(({ message, location: [place] }) => {
      const file = place ? relative(root, place.source.absoluteRef) : ref;
      return `${file} ${place?.pointer ?? ""}: ${message}`;
    });
    throw new Error(`openapi/ cannot be bundled:\n${lines.join("\n")}`);
  }
  const { openapi, ...rest } = result.parsed as OpenApiDocument;
  return { openapi, "x-generated": note, ...rest };
}
