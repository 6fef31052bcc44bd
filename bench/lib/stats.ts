/** The middle of a sample and the quarter on either side of it. */
export interface Spread {
  readonly median: number;
  readonly p25: number;
  readonly p75: number;
}

/** A median with its 95 % interval. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), p25: quantile(values, 0.25), p75: quantile(values, 0.75) };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `q` of the sample lies, interpolated. */
function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new Error("an empty sample has no quantile");
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * The median of a sample that was taken in groups, and its interval by the bootstrap. Groups are drawn first and values
 * within them second: the values of one group share a process, so they tell less than as many independent ones would.
 */
export function groupedMedian(groups: readonly (readonly number[])[], draws = 4000): Interval {
  const random = seededRandom(1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const medians: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const sample: number[] = [];
    for (let i = 0; i < groups.length; i++) {
      const group = pick(groups);
      for (let j = 0; j < group.length; j++) sample.push(pick(group));
    }
    medians.push(median(sample));
  }
  return { median: median(groups.flat()), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/** The values in an order left to chance. */
export function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

// Mulberry32: the same results give the same interval each time.
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
