/** Time, so that tests and sleeping laptops can move it. */
export interface Clock {
  /** Wall clock, ISO 8601 UTC with milliseconds. */
  nowIso(): string;
  /** Wall clock in milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that never go backwards; for intervals and deadlines inside a run. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it fires first. Leaves no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
