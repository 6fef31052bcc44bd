import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isMap, isScalar, isSeq, parseDocument, stringify, type Node, type Pair, type YAMLMap } from "yaml";
import { parsePointer } from "../contract/pointer.js";
import { root } from "../tools/paths.js";
import { placeholder } from "./fragment-schema.js";

interface Source {
  readonly file: string;
  readonly text: string;
  readonly contents: Node | null;
  readonly splices: { start: number; end: number; text: string }[];
}

const style = { singleQuote: true, lineWidth: 110 };
const folder = join(root, "openapi");

/** Changes to the fragment's files only at the places concerned, because writing a whole file back would reformat it. */
export class Edits {
  readonly #sources = new Map<string, Source>();

  /** The new texts by their files. */
  results(): Map<string, string> {
    return new Map(
      [...this.#sources].map(([file, { text, splices }]) => {
        const fromTheEnd = splices.toReversed().toSorted((a, b) => b.start - a.start);
        const edited = fromTheEnd.reduce(
          (now, { start, end, text: part }) => now.slice(0, start) + part + now.slice(end),
          text,
        );
        return [file, edited];
      }),
    );
  }

  /** A new file in openapi/. */
  addFile(path: string, value: unknown): void {
    const source = { file: join(folder, path), text: "", contents: null, splices: [] };
    put(source, 0, stringify(value, style));
    this.#sources.set(source.file, source);
  }

  /** The path to the schemas from the file that holds the pointer. */
  pathToSchemas(pointer: string): string {
    const path = relative(dirname(this.#find(pointer).source.file), join(folder, "components/schemas"));
    return path === "" ? "" : `${path}/`;
  }

  /** Adds an entry to the map at the pointer, before the first for which the test says so, or as the last. */
  addEntry(pointer: string, name: string, value: unknown, isLater: (pair: Pair) => boolean): void {
    const { source, map } = this.#mapAt(pointer);
    const indent = indentOf(source, map.items[0]?.key);
    const next = map.items.find(isLater);
    const at = next ? startOf(next.key) - indent.length : lineAfter(source, map.items.at(-1)?.value);
    put(source, at, stringify({ [name]: value }, style).replaceAll(/^(?=.)/gm, indent));
  }

  /** Adds a value to the `enum` of the schema at the pointer. */
  addValue(pointer: string, value: unknown): void {
    this.#addItem(`${pointer}/enum`, value);
    this.#describe(pointer, `\`${String(value)}\``);
  }

  /** Lets the schema at the pointer be `null`. */
  allowNull(pointer: string): void {
    const { source, map } = this.#mapAt(pointer);
    const pair = map.items.find(({ key }) => /^(?:type|anyOf|\$ref)$/.test(String(key)));
    const key = String(pair?.key);
    if (isSeq(pair?.value)) this.#addItem(`${pointer}/${key}`, key === "anyOf" ? { type: "null" } : "null");
    else {
      const line = `\n${indentOf(source, pair?.key)}  - `;
      const value = String(pair?.value);
      const text =
        key === "$ref" ? `anyOf:${line}$ref: ${value}${line}type: 'null'` : `type:${line}${value}${line}'null'`;
      put(source, startOf(pair?.key), text, endOf(pair?.value));
    }
    if (isSeq(map.get("enum"))) this.#addItem(`${pointer}/enum`, null);
    this.#describe(pointer, "`null`");
  }

  #addItem(pointer: string, value: unknown): void {
    const { source, node } = this.#find(pointer);
    if (!isSeq(node) || node.flow === true) throw new Error(`there is no list of lines at ${pointer}`);
    const last = node.items.at(-1);
    put(source, lineAfter(source, last), `${indentOf(source, last).slice(2)}- ${stringify(value, style)}`);
  }

  /** Adds to the description of the schema at the pointer what a person has to write about. */
  #describe(pointer: string, subject: string): void {
    const { source, map } = this.#mapAt(pointer);
    const words = `${placeholder} ${subject}.`;
    const scalar = map.get("description", true);
    if (!isScalar(scalar)) return this.addEntry(pointer, "description", words, () => false);
    const at = endOf(scalar);
    if (scalar.type?.startsWith("BLOCK") === true) {
      const indent = /( +)[^\n]*\n?$/.exec(source.text.slice(0, at))?.[1] ?? "";
      return put(source, at, `${indent}${words}\n`);
    }
    return scalar.type === "PLAIN" ? put(source, at, ` ${words}`) : put(source, at - 1, ` ${words}`);
  }

  #mapAt(pointer: string): { source: Source; map: YAMLMap } {
    const { source, node } = this.#find(pointer);
    if (!isMap(node)) throw new Error(`there is no map at ${pointer}`);
    return { source, map: node };
  }

  #find(pointer: string): { source: Source; node: unknown } {
    const [first, kind = "", name = "", ...rest] = parsePointer(pointer);
    const isComponent = first === "components";
    let source = this.#open(isComponent ? join(folder, first, kind, `${name}.yaml`) : join(folder, "openapi.yaml"));
    let node: unknown = source.contents;
    for (const token of isComponent ? rest : parsePointer(pointer)) {
      const reference = isMap(node) ? node.get("$ref") : undefined;
      if (typeof reference === "string") {
        source = this.#open(join(dirname(source.file), reference));
        node = source.contents;
      }
      node = isMap(node) ? node.get(token, true) : undefined;
    }
    return { source, node };
  }

  #open(file: string): Source {
    const known = this.#sources.get(file);
    if (known) return known;
    const text = readFileSync(file, "utf8");
    const source = { file, text, contents: parseDocument(text).contents, splices: [] };
    this.#sources.set(file, source);
    return source;
  }
}

function put(source: Source, start: number, text: string, end = start): void {
  source.splices.push({ start, end, text });
}

function startOf(node: unknown): number {
  return (node as Node).range?.[0] ?? 0;
}

function endOf(node: unknown): number {
  return (node as Node).range?.[1] ?? 0;
}

/** The start of the line after a node: a node that ends in a block of text ends there already. */
function lineAfter({ text }: Source, node: unknown): number {
  const end = endOf(node);
  return text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1;
}

/** The blanks before a node on its line, a dash counted as one. */
function indentOf({ text }: Source, node: unknown): string {
  const start = startOf(node);
  return " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
}
