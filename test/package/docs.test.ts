import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/tools/paths.js";

const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");
const docs = (await readdir(join(root, "docs"))).map((name) => `docs/${name}`);
const pages = ["README.md", ...docs];
const texts = Object.fromEntries(await Promise.all(pages.map(async (page) => [page, await read(page)] as const)));

describe.each(pages)("%s", (page) => {
  const text = texts[page]!;

  test("has no line over 140 characters outside tables, figures and images", () => {
    const prose = text.replace(/<!-- bench:begin -->[^]*<!-- bench:end -->/, "");
    expect(prose.split("\n").filter((line) => line.length > 140 && !line.startsWith("|"))).toEqual([]);
  });

  test("links only to what the package holds", async () => {
    const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
    });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) =>
      normalize(join(dirname(page), path!)),
    );
    const shipped = new Set(files.map(({ path }) => path));
    expect(links.filter((path) => !shipped.has(path))).toEqual([]);
  });
});

test("the README has at most 180 lines, and links to every page", () => {
  expect(texts["README.md"]!.trimEnd().split("\n").length).toBeLessThanOrEqual(180);
  expect(docs.filter((page) => !texts["README.md"]!.includes(`](${page})`))).toEqual([]);
});

test("every example is a sample of a page to the letter, and each long sample an example", async () => {
  const names = (await readdir(join(root, "examples"))).filter((name) => /\.tsx?$/.test(name));
  const samples = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/^```tsx?\n([^]*?)^```$/gm)].map(([, code]) => code!),
  );
  const examples = await Promise.all(names.map((name) => read(`examples/${name}`)));
  expect(names.filter((_, index) => !samples.includes(examples[index]!))).toEqual([]);
  expect(samples.filter((code) => code.includes("import ") && !examples.includes(code))).toEqual([]);
});
