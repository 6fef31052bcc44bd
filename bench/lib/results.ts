import type { Interval, Spread } from "./stats.js";

/** One entry per peer that was measured, by its id. */
export type ByPeer<T> = Readonly<Record<string, T>>;

export interface Bundle {
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
}

export interface ColdImport {
  readonly ms: Spread;
  /** Of the same round, divided by openapi-fetch. */
  readonly ratio: Interval;
}

export interface Stub {
  /** Microseconds per call over a stubbed `fetch`. */
  readonly totalUs: Spread;
  /** What it takes beyond a bare `fetch`, in microseconds. */
  readonly ownUs: Interval;
  /** Its own time of a sitting, divided by that of openapi-fetch without a time limit. */
  readonly ratio: Interval;
}

export interface Paired {
  /** Microseconds from call to order. */
  readonly us: Spread;
  /** The same of raw fetch in the same process. */
  readonly rawUs: Spread;
  /** Medians of calls that took turns, divided by raw fetch. */
  readonly ratio: Interval;
}

export interface Calls extends Paired {
  /** Calls per second with 64 of them on their way. */
  readonly perSecond: Spread;
  readonly perSecondRatio: Interval;
}

/** Calls that are answered otherwise than by a small order as it is. */
export interface Answers {
  readonly gzipOrder?: Paired;
  readonly page?: Paired;
  readonly gzipPage?: Paired;
}

/** What the compiler counts beyond an empty file. */
export interface TypeCheck {
  readonly instantiations: number;
  readonly types: number;
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
  /** "Create a client and update an order". */
  readonly bundle?: ByPeer<Bundle> | undefined;
  /** "Read an order, update it, have its invoice generated, read the invoice's link". */
  readonly workflow?: ByPeer<Bundle> | undefined;
  readonly import?: ByPeer<ColdImport> | undefined;
  readonly stub?: ByPeer<Stub> | undefined;
  readonly calls?: ByPeer<Calls> | undefined;
  readonly answers?: ByPeer<Answers> | undefined;
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
}

export const measureNames = ["bundle", "workflow", "import", "stub", "calls", "answers", "types", "install"] as const;
export type MeasureName = (typeof measureNames)[number];

/** How much is measured. */
export interface Effort {
  readonly importRounds: number;
  readonly stubSittings: number;
  readonly stubRounds: number;
  readonly stubCalls: number;
  readonly sittings: number;
  readonly pairs: number;
  readonly concurrentRounds: number;
  readonly concurrentCalls: number;
  readonly answerSittings: number;
  readonly pairsOfPages: number;
}

export const fullEffort: Effort = {
  importRounds: 15,
  stubSittings: 4,
  stubRounds: 200,
  stubCalls: 100,
  sittings: 6,
  pairs: 1000,
  concurrentRounds: 6,
  concurrentCalls: 256,
  answerSittings: 3,
  pairsOfPages: 150,
};

export const quickEffort: Effort = {
  importRounds: 5,
  stubSittings: 2,
  stubRounds: 100,
  stubCalls: 100,
  sittings: 2,
  pairs: 500,
  concurrentRounds: 2,
  concurrentCalls: 400,
  answerSittings: 2,
  pairsOfPages: 50,
};
