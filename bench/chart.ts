import { init } from "echarts";
import type { Measured, Results } from "./lib/results.js";
import type { Interval, Spread } from "./lib/stats.js";
import { peers, type Peer } from "./peers.js";

interface Value {
  readonly value: number;
  /** The ends of its interval or of its middle half. */
  readonly range?: readonly [number, number];
}

interface Panel {
  readonly title: string;
  readonly digits: number;
  readonly valueOf: (peer: string) => Value | undefined;
}

const width = 1000;
const panelHeight = 250;
// No font is at hand to measure with; the widest that a browser falls back to has letters of 7.5 px at this size.
const labelWidth =
  20 + 7.5 * Math.max(...peers.filter(({ isVariant }) => !isVariant).map((peer) => labelOf(peer).length));
const ink = "#1f2933";
const pale = "#6b7785";
const accent = "#0b62d6";
const rest = "#b4bfca";

/** Draws the results as one SVG: a panel per measure, a row per peer. */
export function drawChart(results: Results): string {
  const { node, cpu, date } = results.environment;
  const rows = peers.filter(({ isVariant }) => !isVariant);
  const panels = panelsOf(results);
  const height = 60 + Math.ceil(panels.length / 2) * panelHeight;
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif", color: ink },
    title: [
      {
        text: "One order updated, by client. Shorter is better.",
        subtext: `Node ${node}, ${cpu}, ${date.slice(0, 10)}. Whiskers: 95 % interval; of import times the middle half. ↻ retries.`,
        left: 16,
        top: 10,
        textStyle: { fontSize: 17, color: ink },
        subtextStyle: { fontSize: 12, color: pale },
      },
      ...panels.map(({ title }, i) => ({
        text: title,
        left: panelBox(i).left,
        top: panelBox(i).top - 28,
        textStyle: { fontSize: 13, color: ink },
      })),
    ],
    grid: panels.map((_, i) => panelBox(i)),
    xAxis: panels.map((_, i) => ({ gridIndex: i, type: "value" as const, min: 0, show: false })),
    yAxis: panels.map((_, i) => labelAxis(i, rows)),
    series: panels.flatMap((panel, i) => seriesOf(panel, i, rows)),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function labelOf({ label, retries }: Peer): string {
  return retries === "on" ? `↻ ${label}` : label;
}

function panelsOf({ bundle, workflow, import: imports, stub, calls, types }: Measured): Panel[] {
  return [
    { title: "Bundle of one update, kB", digits: 1, valueOf: (id) => figure(bundle?.[id]?.gzipBytes, 1000) },
    { title: "Bundle of the whole workflow, kB", digits: 1, valueOf: (id) => figure(workflow?.[id]?.gzipBytes, 1000) },
    { title: "Time per call, × raw fetch", digits: 2, valueOf: (id) => estimate(calls?.[id]?.ratio) },
    { title: "Own time per call, µs", digits: 1, valueOf: (id) => estimate(stub?.[id]?.ownUs) },
    { title: "Cold import, ms", digits: 1, valueOf: (id) => middle(imports?.[id]?.ms) },
    { title: "Type instantiations of a consumer", digits: 0, valueOf: (id) => figure(types?.[id]?.instantiations) },
  ];
}

function figure(value: number | undefined, unit = 1): Value | undefined {
  return value === undefined ? undefined : { value: value / unit };
}

function middle(spread: Spread | undefined): Value | undefined {
  return spread && { value: spread.median, range: [spread.p25, spread.p75] };
}

function estimate(interval: Interval | undefined): Value | undefined {
  return interval && { value: interval.median, range: [interval.low, interval.high] };
}

function panelBox(i: number): { left: number; top: number; width: number; height: number } {
  const isLeft = i % 2 === 0;
  const each = (width - labelWidth - 60) / 2;
  return {
    left: isLeft ? labelWidth : labelWidth + each + 30,
    top: 100 + Math.floor(i / 2) * panelHeight,
    // Room for the figure behind the longest bar.
    width: each - 60,
    height: panelHeight - 60,
  };
}

function labelAxis(i: number, rows: readonly Peer[]) {
  return {
    gridIndex: i,
    type: "category" as const,
    inverse: true,
    data: rows.map((peer) => ({
      value: labelOf(peer),
      textStyle: peer.id === "ours" ? { color: accent, fontWeight: "bold" as const } : { color: ink },
    })),
    axisLine: { lineStyle: { color: rest } },
    axisTick: { show: false },
    axisLabel: { show: i % 2 === 0, fontSize: 12 },
  };
}

function seriesOf({ digits, valueOf }: Panel, i: number, rows: readonly { id: string }[]): object[] {
  const at = { xAxisIndex: i, yAxisIndex: i };
  const values = rows.map(({ id }) => valueOf(id));
  const bars = rows.map(({ id }, row) => ({
    value: values[row]?.value ?? 0,
    itemStyle: { color: id === "ours" ? accent : rest },
  }));
  // A figure stands behind its whisker, so it hangs on an invisible bar as long as that.
  const ends = values.map((value) => ({
    value: value?.range?.[1] ?? value?.value ?? 0,
    itemStyle: { color: "transparent" },
    label: { formatter: value?.value.toFixed(digits) ?? "none" },
  }));
  const label = { show: true, position: "right" as const, fontSize: 12, color: ink };
  const whiskers = values.flatMap((value, row) => (value?.range ? [[...value.range, row]] : []));
  return [
    { ...at, type: "bar", barWidth: "62%", data: bars },
    {
      ...at,
      type: "bar",
      barWidth: "62%",
      barGap: "-100%",
      data: ends,
      label,
    },
    { ...at, type: "custom", data: whiskers, encode: { x: [0, 1], y: 2 }, renderItem: drawWhisker, z: 3 },
  ];
}

function drawWhisker(
  _: unknown,
  { value, coord }: { value: (i: number) => number; coord: (at: [number, number]) => [number, number] },
) {
  const [x1, y] = coord([value(0), value(2)]);
  const [x2] = coord([value(1), value(2)]);
  return { type: "group", children: [line(x1, y, x2, y), line(x1, y - 3, x1, y + 3), line(x2, y - 3, x2, y + 3)] };
}

function line(x1: number, y1: number, x2: number, y2: number) {
  return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: ink, lineWidth: 1 } };
}
