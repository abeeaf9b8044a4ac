import type { Activity } from '../../../src-main/contract/transfer.ts';

const dayMs = 86_400_000;

/** How long ago something may have ended at most. */
export const windows = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs } as const;
export type HistoryWindow = keyof typeof windows;
export const historyWindows = Object.keys(windows) as readonly HistoryWindow[];

export interface HistoryFilter {
  readonly result: ReadonlySet<string>;
  readonly endpoint: ReadonlySet<string>;
  /** Names of windows; any other word is none. */
  readonly when: ReadonlySet<string>;
}

export const noFilter: HistoryFilter = { result: new Set(), endpoint: new Set(), when: new Set() };

const isIn = (chosen: ReadonlySet<string>, value: string): boolean => chosen.size === 0 || chosen.has(value);

/** Nothing chosen means everything; several of one kind mean any of them. */
export function passes(activity: Activity, { result, endpoint, when }: HistoryFilter, nowMs: number): boolean {
  const longestMs = Math.max(...historyWindows.filter((name) => when.has(name)).map((name) => windows[name]));
  const isRecent = when.size === 0 || nowMs - Date.parse(activity.completedAt ?? activity.requestedAt) <= longestMs;
  return isRecent && isIn(result, activity.state) && isIn(endpoint, activity.destinationEndpointId);
}
