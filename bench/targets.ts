import type { Measured, Target } from "./lib/results.js";
import type { Interval } from "./lib/stats.js";
import { intervalText } from "./report.js";

interface Limit {
  readonly measure: string;
  readonly most: number;
  readonly unit: string;
  readonly aim?: number;
  readonly of: (measured: Measured) => number | Interval | undefined;
}

const limits: readonly Limit[] = [
  {
    measure: "bundle of one update",
    most: 6.8,
    unit: "kB gzip",
    aim: 6.2,
    of: ({ bundle }) => kilobytes(bundle?.["ours"]?.gzipBytes),
  },
  {
    measure: "bundle of isPolarError alone",
    most: 0.4,
    unit: "kB gzip",
    of: ({ bundle }) => kilobytes(bundle?.["is-polar-error"]?.gzipBytes),
  },
  { measure: "cold import", most: 1.5, unit: "× openapi-fetch", of: (measured) => measured.import?.["ours"]?.ratio },
  {
    measure: "own time over a stubbed fetch",
    most: 0.8,
    unit: "× bare openapi-fetch",
    of: ({ stub }) => stub?.["ours"]?.ratio,
  },
  { measure: "time per call", most: 1.1, unit: "× raw fetch", of: ({ calls }) => calls?.["ours"]?.ratio },
  {
    measure: "type check of a consumer",
    most: 100,
    unit: "instantiations",
    of: ({ types }) => types?.["ours"]?.instantiations,
  },
];

/** The package's limits, as far as they were measured. */
export function judge(measured: Measured): Target[] {
  return limits.flatMap(({ measure, most, unit, aim, of }) => {
    const found = of(measured);
    if (found === undefined) return [];
    const aimed = aim === undefined ? "" : `, aim ${aim}`;
    const isExact = typeof found === "number";
    return {
      target: `${measure}: at most ${most} ${unit}${aimed}`,
      measured: isExact ? String(found) : intervalText(found),
      holds: (isExact ? found : found.median) <= most,
    };
  });
}

function kilobytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / 1000;
}
