/**
 * A benchmark. It is found by its file: `test/bench/<name>.bench.ts` exports one as `bench`. Nothing in it fails on a figure:
 * machines differ, and what is told is ratios of what was measured side by side in one run.
 */
export interface Bench {
  /** As `npm run bench -- <name>` asks for it: the file's name without `.bench.ts`. */
  readonly name: string;
  readonly title: string;
  run(context: BenchContext): Promise<readonly BenchTable[]>;
}

export interface BenchContext {
  /** The repository's folder. */
  readonly root: string;
  /** Fresh processes (or repetitions) a figure: `--runs N`. */
  readonly runs: number;
  /** A folder of this run alone, removed after it. */
  readonly temporary: string;
  /** Tells the user how far it is (to stderr). */
  progress(message: string): void;
}

/** A table of the report. */
export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** Numbers are milliseconds, megabytes or ratios, and are written with the digits that they deserve. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** What one must know to judge it: what was measured, how often, what was missing. */
  readonly notes: readonly string[];
}

/** What many measurements of one thing come to. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly least: number;
  readonly most: number;
}

/** Median and 95th percentile (nearest rank) of measurements; NaN where there are none. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (part: number): number => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, median: rank(0.5), p95: rank(0.95), least: rank(0), most: rank(1) };
}
