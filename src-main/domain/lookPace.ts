/** A fresh task is looked at soon, then ever later; long ones seldom. */
const firstLookMs = 25;
const longestPauseMs = 2_000;
/** Times of a task's life, and the pause between looks from then on. */
const later: readonly (readonly [number, number])[] = [
  [30_000, 5_000],
  [300_000, 15_000],
];

/** However many tasks there are: so many looks at once, and so many a second in the long run. */
const burst = 10;
const looksPerSecond = 5;

/** Milliseconds until the next look at a task of this age; `expectedMs`: how long one like it took, or null. */
export function lookPauseMs(ageMs: number, expectedMs: number | null): number {
  const slow = later.findLast(([fromMs]) => ageMs >= fromMs);
  if (slow) return slow[1];
  const usual = Math.min(longestPauseMs, Math.max(firstLookMs, ageMs / 2));
  const untilExpected = expectedMs === null ? 0 : Math.min(longestPauseMs, expectedMs * 0.9 - ageMs);
  return Math.max(usual, untilExpected);
}

export interface LookBudget {
  readonly left: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

export const fullBudget = (now: number): LookBudget => ({ left: burst, at: now });

const refilled = ({ left, at }: LookBudget, now: number): number =>
  Math.min(burst, left + ((now - at) / 1000) * looksPerSecond);

export const spend = (budget: LookBudget, now: number): LookBudget => ({ left: refilled(budget, now) - 1, at: now });

/** Milliseconds until the budget allows another look. */
export const budgetWaitMs = (budget: LookBudget, now: number): number =>
  Math.max(0, ((1 - refilled(budget, now)) / looksPerSecond) * 1000);

/** A smaller task shows what any task costs to begin and to end, not how fast bytes go. */
const tellingBytes = 64 * 1024 ** 2;

/** Milliseconds that a task of so many bytes will take. */
export const expectedMsAt = (pace: number, bytes: number): number => pace * Math.max(bytes, tellingBytes);

/** Milliseconds a byte, from how long a task surely took: it was seen running at the end of that. */
export const paceAfter = (pace: number | null, tookMs: number, bytes: number): number => {
  const seen = tookMs / Math.max(bytes, tellingBytes);
  // Quicker than expected is believed at once, so that looks that come late do not make the next ones late too.
  if (pace !== null && seen < pace) return seen;
  return pace === null ? seen : pace * 0.6 + seen * 0.4;
};
