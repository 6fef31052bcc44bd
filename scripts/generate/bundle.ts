import { join, relative } from "node:path";
import { bundle, createConfig } from "@redocly/openapi-core";
import type { OpenApiDocument } from "../contract/document.js";
import { root } from "../tools/paths.js";

export async function bundleFragment(note: string): Promise<OpenApiDocument> {
  const ref = join(root, "openapi/openapi.yaml");
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
