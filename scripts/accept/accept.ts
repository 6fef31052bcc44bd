import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap } from "yaml";
import { root } from "../tools/paths.js";
import { canonicalize } from "../drift/canonical.js";
import type { Change } from "../drift/changes.js";
import { bumpOf } from "../drift/compare.js";
import { departuresPath } from "../drift/departures.js";
import { departuresAfter } from "./departures.js";
import { Edits } from "./edits.js";
import { placeholder, sampleOf, SchemaWriter } from "./fragment-schema.js";
import { objectOf, type Json, type JsonObject } from "../contract/json.js";
import { partAt } from "../drift/place.js";
import { factsOf, publishedPath } from "../drift/published.js";
import { code, type Findings } from "../drift/report.js";
import { describePlace } from "../drift/words.js";

/** Takes over what is mechanical, and writes the changeset for it. What a person has to decide stays in the report. */
export async function accept(findings: Findings, fragment: JsonObject, live: JsonObject): Promise<void> {
  await writeFile(publishedPath, `${JSON.stringify(factsOf(live, fragment), null, 1)}\n`);
  await writeFile(departuresPath, departuresAfter(await readFile(departuresPath, "utf8"), findings));
  const edits = new Edits();
  const writer = new SchemaWriter(canonicalize(fragment), canonicalize(live, fragment));
  for (const change of findings.mechanical) apply(change, edits, writer);
  for (const [name, schema] of writer.components) edits.addFile(`components/schemas/${name}.yaml`, schema);
  for (const [file, result] of edits.results()) await writeFile(file, result);
  await writeChangeset(findings);
}

function apply({ pointer, tokens, published }: Change, edits: Edits, writer: SchemaWriter): void {
  const holder = pointer.slice(0, pointer.lastIndexOf("/"));
  const name = tokens.at(-1) ?? "";
  const part = partAt(tokens);
  if (part === "keyword" && name === "enum") return edits.addValue(holder, published);
  if (part === "keyword") return edits.allowNull(holder);
  const write = (schema: Json | undefined, place: readonly string[]): JsonObject =>
    writer.write(schema, place, edits.pathToSchemas(holder));
  if (part === "member") {
    const member = { ...write(published, tokens), description: `${placeholder} this.` };
    // Deprecated members stand last.
    return edits.addEntry(holder, name, member, ({ value }) => isMap(value) && value.get("deprecated") === true);
  }
  // Each media type needs a named example: the mock answers with it.
  const media = Object.entries(objectOf(objectOf(published)["content"])).map(([type, value]) => {
    const { schema } = objectOf(value);
    const examples = { as_published: { value: sampleOf(objectOf(schema)) } };
    return [type, { schema: write(schema, [...tokens, "content", type, "schema"]), examples }];
  });
  const answer = {
    description: `${placeholder} this.`,
    ...(media.length > 0 && { content: Object.fromEntries(media) }),
  };
  return edits.addEntry(holder, name, answer, ({ key }) => Number(String(key)) > Number(name));
}

async function writeChangeset({ changes }: Findings): Promise<void> {
  const bump = bumpOf(changes);
  if (bump === "none") return;
  const news = changes.filter(({ isInFragment }) => !isInFragment);
  const places = [...new Set(news.map(({ pointer }) => code(describePlace(pointer))))];
  const { name } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { name: string };
  const folder = join(root, ".changeset");
  await mkdir(folder, { recursive: true });
  const fileFor = (count: number): string => join(folder, `upstream-${count}.md`);
  let count = 1;
  while (existsSync(fileFor(count))) count += 1;
  const sentence = `Change the contract as Polar's description has changed: ${places.join(", ")}.`;
  await writeFile(fileFor(count), `---\n"${name}": ${bump}\n---\n\n${sentence}\n`);
}
