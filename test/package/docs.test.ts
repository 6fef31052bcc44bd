import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { npm } from "../../scripts/tools/npm.js";
import { root } from "../../scripts/tools/paths.js";

const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");
const docs = (await readdir(join(root, "docs"))).map((name) => `docs/${name}`);
const pages = ["README.md", ...docs];
const shippedPages = [...pages, "bench/README.md"];
const allPages = [...shippedPages, "CONTRIBUTING.md", "openapi/README.md"];
const texts = Object.fromEntries(await Promise.all(allPages.map(async (page) => [page, await read(page)] as const)));

const [pack] = JSON.parse(await npm(["pack", "--dry-run", "--json", "--ignore-scripts"], root)) as [
  { files: { path: string }[] },
];
const shipped = new Set(pack.files.map(({ path }) => path));

interface Link {
  /** Relative to the project's folder. */
  readonly path: string;
  readonly anchor: string | undefined;
}

/** The links of a page within the project. */
function linksOf(page: string): Link[] {
  return [...texts[page]!.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path, anchor]) => ({
    path: path === "" ? page : normalize(join(dirname(page), path!)),
    anchor,
  }));
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  const headings = [...texts[page]!.replace(/^```[^]*?^```$/gm, "").matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("%s has no line over 140 characters outside tables, figures and images", (page) => {
  const prose = texts[page]!.replace(/<!-- bench:begin -->[^]*<!-- bench:end -->/, "");
  expect(prose.split("\n").filter((line) => line.length > 140 && !line.startsWith("|"))).toEqual([]);
});

describe.each(allPages)("%s", (page) => {
  test("links only to what is there; a page of the package, only to what the package holds", () => {
    const isThere = (path: string): boolean =>
      shippedPages.includes(page) ? shipped.has(path) : existsSync(join(root, path));
    expect(linksOf(page).filter(({ path }) => !isThere(path))).toEqual([]);
  });

  test("links only to headings that are there", () => {
    const isThere = ({ path, anchor }: Link): boolean =>
      anchor === undefined || (path in texts && anchorsOf(path).includes(anchor));
    expect(linksOf(page).filter((link) => !isThere(link))).toEqual([]);
  });
});

test("the README has at most 180 lines, and links to every page", () => {
  expect(texts["README.md"]!.trimEnd().split("\n").length).toBeLessThanOrEqual(180);
  expect(docs.filter((page) => !texts["README.md"]!.includes(`](${page})`))).toEqual([]);
});

test("every example is a sample of a page to the letter, and each long sample an example", async () => {
  const names = (await readdir(join(root, "examples"))).filter((name) => /\.tsx?$/.test(name));
  const samples = pages.flatMap((page) =>
    [...texts[page]!.matchAll(/^```tsx?\n([^]*?)^```$/gm)].map(([, code]) => code!),
  );
  const examples = await Promise.all(names.map((name) => read(`examples/${name}`)));
  expect(names.filter((_, index) => !samples.includes(examples[index]!))).toEqual([]);
  expect(samples.filter((code) => code.includes("import ") && !examples.includes(code))).toEqual([]);
});
