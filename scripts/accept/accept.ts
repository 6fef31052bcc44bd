import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap, isSeq, parseDocument, type Node } from "yaml";
import { root } from "../tools/paths.js";
import { canonicalize } from "../drift/canonical.js";
import type { Change } from "../drift/changes.js";
import { bumpOf, type PartlyFulfilled } from "../drift/compare.js";
import { departuresPath, type Departure } from "../drift/departures.js";
import { Edits } from "./edits.js";
import { placeholder, sampleOf, SchemaWriter } from "./fragment-schema.js";
import { objectOf, textOf, type Json, type JsonObject } from "../contract/json.js";
import { partAt } from "../drift/place.js";
import { factsOf, publishedPath } from "../drift/published.js";
import { code, type Findings } from "../drift/report.js";
import { describePlace } from "../drift/words.js";

/** Takes over what is mechanical, and writes the changeset for it. What a person has to decide stays in the report. */
export async function accept(findings: Findings, fragment: JsonObject, live: JsonObject): Promise<void> {
  await writeFile(publishedPath, `${JSON.stringify(factsOf(live, fragment), null, 1)}\n`);
  const { fulfilled, partly } = findings.open;
  const text = await readFile(departuresPath, "utf8");
  await writeFile(departuresPath, withoutFulfilled(text, fulfilled, partly));
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

/** The list of departures without those that are fulfilled, and with what is left of the others in their place. */
function withoutFulfilled(text: string, fulfilled: readonly Departure[], partly: readonly PartlyFulfilled[]): string {
  const replacements = new Map<string, readonly Departure[]>([
    ...fulfilled.map(({ pointer }) => [pointer, []] as const),
    ...partly.map(({ departure, isKept, left }) => {
      const entries = left.map(({ pointer, ours }) => ({ pointer, ours: shortened(ours), reason: departure.reason }));
      return [departure.pointer, isKept ? [departure, ...entries] : entries] as const;
    }),
  ]);
  let result = text;
  const headings = parseDocument(text).contents;
  // From the end, so that the places before stay where they are.
  for (const { value: list } of isMap(headings) ? headings.items.toReversed() : []) {
    if (!isSeq(list)) continue;
    const entries = list.items.map((item) => {
      const [start = 0, end = 0] = (item as Node).range ?? [];
      const pointer = isMap(item) ? String(item.get("pointer")) : "";
      return { source: text.slice(start, end), start, end, replacement: replacements.get(pointer) };
    });
    if (entries.every(({ replacement }) => !replacement)) continue;
    const texts = entries.flatMap(({ source, replacement }) => replacement?.map(entryText) ?? [source]);
    const [from, to] = [entries[0]?.start ?? 0, entries.at(-1)?.end ?? 0];
    result = result.slice(0, from) + texts.join(",\n    ") + result.slice(to);
  }
  return result;
}

/** As the formatter would write it. */
function entryText(entry: Departure): string {
  const lines = Object.entries(entry).map(([name, value]) => `      "${name}": ${inline(value as Json)}`);
  return `{\n${lines.join(",\n")}\n    }`;
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, nested]) => `${JSON.stringify(name)}: ${inline(nested)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function shortened(value: Json | undefined): Json {
  return value === undefined || textOf(value).length > 90 ? "present" : value;
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
