import type { Measured, Target } from "./lib/results.js";
import { peers } from "./peers.js";
import { intervalText, labelOf } from "./report.js";

export function judge(measured: Measured): Target[] {
  return [judgeBundle, judgeImport, judgeCalls, judgeTypes].flatMap((part) => part(measured));
}

function judgeBundle({ bundle }: Measured): Target[] {
  const ours = bundle?.["ours"]?.gzipBytes;
  if (!bundle || ours === undefined) return [];
  const rivals = peers.filter(({ id, retries }) => id !== "ours" && retries === "on" && bundle[id] !== undefined);
  const size = (id: string): number => bundle[id]?.gzipBytes ?? Number.POSITIVE_INFINITY;
  const smallest = rivals.reduce((least, { id }) => (size(id) < size(least) ? id : least), "");
  return [
    { target: "bundle at most 5.00 kB gzip", measured: `${(ours / 1000).toFixed(2)} kB`, holds: ours <= 5000 },
    {
      target: "bundle below every peer that retries",
      measured: `the smallest is ${labelOf(smallest)}: ${(size(smallest) / 1000).toFixed(2)} kB`,
      holds: ours < size(smallest),
    },
  ];
}

function judgeImport({ import: imports }: Measured): Target[] {
  const ratio = imports?.["ours"]?.ratio;
  if (!ratio) return [];
  const target = "cold import at most 1.50 × openapi-fetch";
  return [{ target, measured: intervalText(ratio), holds: ratio.median <= 1.5 }];
}

function judgeCalls({ calls }: Measured): Target[] {
  const ratio = calls?.["ours"]?.wallRatio;
  if (!ratio) return [];
  const bare = calls?.["openapi-fetch"]?.wallRatio;
  const beside = bare ? `; openapi-fetch ${intervalText(bare)}` : "";
  const text = `${intervalText(ratio)}${beside}`;
  return [
    { target: "time per call at most 1.15 × raw fetch", measured: text, holds: ratio.median <= 1.15 },
    { target: "the aim for it: 1.10 ×", measured: intervalText(ratio), holds: ratio.median <= 1.1 },
  ];
}

function judgeTypes({ types }: Measured): Target[] {
  const count = types?.["ours"]?.instantiations;
  if (count === undefined) return [];
  const target = "at most 100 type instantiations beyond an empty file";
  return [{ target, measured: String(count), holds: count <= 100 }];
}
