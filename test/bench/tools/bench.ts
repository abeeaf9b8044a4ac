import type { Cleanup } from './cleanup.ts';

/** One figure that has to be reached. */
export interface Goal {
  readonly figure: string;
  readonly value: number;
  readonly mustReach: number;
  readonly unit?: string;
}

export interface ScenarioResult {
  /** The figures as they stand in the JSON file. */
  readonly figures: Readonly<Record<string, number | boolean>>;
  readonly goals: readonly Goal[];
  /** Medians and single values as measured, with their units in their names. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** What the figures are ratios to, measured in this run. */
  readonly baseline: Readonly<Record<string, unknown>>;
  /** What was wrong: bytes that differ, files sent twice. Empty = every assertion held. */
  readonly wrong: readonly string[];
  /** How a figure is to be read. */
  readonly notes: readonly string[];
}

export interface BenchContext {
  readonly cleanup: Cleanup;
  readonly say: (line: string) => void;
  /** What one scenario measured and another one needs. */
  readonly known: Map<string, number>;
  /** How often a scenario repeats what it takes the median of: as asked for, or as it needs. */
  readonly times: (usual: number) => number;
}

export type Scenario = (context: BenchContext) => Promise<ScenarioResult>;

/** Milliseconds of the system's monotonic clock: the same in every process of this machine. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));

export const isReached = ({ value, mustReach }: Goal): boolean => value <= mustReach;

/** Looks until it is so; for what no event tells. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { everyMs = 5, forMs = 120_000 } = {},
): Promise<void> {
  const end = nowMs() + forMs;
  while (!(await isSo())) {
    if (nowMs() > end) throw new Error(`waited ${forMs / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
