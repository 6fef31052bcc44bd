import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { drawChart } from "../../bench/chart.js";
import type { Results } from "../../bench/lib/results.js";
import { withComparison, withSummary } from "../../bench/readme.js";
import { root } from "../../scripts/tools/paths.js";

const read = (path: string): Promise<string> => readFile(join(root, path), "utf8");
const results = JSON.parse(await read("bench/results.json")) as Results;

test.each([
  ["README.md", withSummary],
  ["bench/README.md", withComparison],
])("every figure in the bench's part of %s comes from bench/results.json", async (file, withResults) => {
  const readme = await read(file);
  expect(withResults(readme, results)).toBe(readme);
});

// Only the bench installs what draws. If it did not, this one gives back what there is to draw.
vi.mock("echarts", () => ({
  init() {
    let chart: unknown;
    return {
      setOption: (it: unknown) => void (chart = it),
      renderToSVGString: () => JSON.stringify(chart),
      dispose() {},
    };
  },
}));

interface Chart {
  readonly title: { text: string; subtext?: string }[];
  readonly yAxis: { axisLabel: { show: boolean }; data: { value: string }[] }[];
  readonly series: { data: { label?: { formatter: string } }[] }[];
}

test("every text and figure in bench/results.svg comes from bench/results.json", async () => {
  const drawn = drawChart(results);
  const svg = await read("bench/results.svg");
  // The bench's packages are installed, so the chart was really drawn.
  if (drawn.startsWith("<svg")) {
    expect(svg).toBe(drawn);
    return;
  }
  const { title, yAxis, series } = JSON.parse(drawn) as Chart;
  const names = yAxis.flatMap(({ axisLabel, data }) => (axisLabel.show ? data.map(({ value }) => value) : []));
  const figures = series.flatMap(({ data }) => data.flatMap(({ label }) => label?.formatter ?? []));
  const titles = title.flatMap(({ text, subtext }) => [text, ...(subtext === undefined ? [] : [subtext])]);
  expect([...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([...names, ...figures, ...titles]);
});
