import type { Interval, Spread } from "./stats.js";

/** One entry per peer that was measured, by its id. */
export type ByPeer<T> = Readonly<Record<string, T>>;

export interface Bundle {
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
}

export interface ColdImport {
  /** The packages as npm installs them, in milliseconds; `undefined` where nothing is imported. */
  readonly packagesMs: Spread | undefined;
  /** Of the same round, divided by openapi-fetch. */
  readonly ratio: Interval | undefined;
  /** The single file that esbuild made, in milliseconds. */
  readonly singleFileMs: Spread;
}

export interface Calls {
  /** One call after another: microseconds from call to order. */
  readonly wallUs: Spread;
  /** Of the same round, divided by raw fetch. */
  readonly wallRatio: Interval;
  /** Processor time of the client's process per call, in microseconds. */
  readonly cpuUs: Spread;
  readonly cpuRatio: Interval;
  /** Calls per second with 64 of them on their way. */
  readonly perSecond: Spread;
  readonly perSecondRatio: Interval;
}

export interface TypeCheck {
  /** Beyond an empty file. */
  readonly instantiations: number;
  readonly types: number;
  /** `tsc`'s "Check time" and "Total time" beyond an empty file of the same round, in milliseconds. */
  readonly checkMs: Spread;
  readonly totalMs: Spread;
}

export interface Installed {
  /** Packages that npm installs, the one asked for among them. */
  readonly packages: number;
  readonly bytes: number;
}

/** What could not be measured, and why. */
export interface Trouble {
  readonly peer: string;
  readonly measure: string;
  readonly reason: string;
}

export interface Measured {
  readonly bundle?: ByPeer<Bundle> | undefined;
  readonly import?: ByPeer<ColdImport> | undefined;
  readonly calls?: ByPeer<Calls> | undefined;
  readonly types?: ByPeer<TypeCheck> | undefined;
  readonly install?: ByPeer<Installed> | undefined;
  readonly troubles: Trouble[];
}

/** Where and of what the figures were taken. */
export interface Environment {
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** A target of the package, and whether it holds. */
export interface Target {
  readonly target: string;
  readonly measured: string;
  readonly holds: boolean;
}

/** What results.json holds. */
export interface Results extends Measured {
  readonly environment: Environment;
  readonly effort: Effort;
  /** The peers' names, by their ids. */
  readonly labels: Readonly<Record<string, string>>;
  readonly targets: readonly Target[];
}

export const measureNames = ["bundle", "import", "calls", "types", "install"] as const;
export type MeasureName = (typeof measureNames)[number];

/** How much is measured. */
export interface Effort {
  readonly importRounds: number;
  readonly sittings: number;
  readonly roundsPerSitting: number;
  readonly calls: number;
  readonly warmUpCalls: number;
  readonly concurrentRounds: number;
  readonly concurrentCalls: number;
  readonly typeRounds: number;
}

export const fullEffort: Effort = {
  importRounds: 15,
  sittings: 12,
  roundsPerSitting: 6,
  calls: 200,
  warmUpCalls: 2000,
  concurrentRounds: 2,
  concurrentCalls: 1000,
  typeRounds: 5,
};

export const quickEffort: Effort = {
  importRounds: 5,
  sittings: 2,
  roundsPerSitting: 5,
  calls: 100,
  warmUpCalls: 500,
  concurrentRounds: 2,
  concurrentCalls: 400,
  typeRounds: 2,
};
