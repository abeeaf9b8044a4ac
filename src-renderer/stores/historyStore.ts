import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../src-main/contract/errors.ts';
import type { Activity } from '../../src-main/contract/transfer.ts';
import type { Api } from '../api/client.ts';
import { problemOf } from '../api/failure.ts';

export interface History {
  /** Older than what the activity reading holds, the newest first. */
  readonly older: readonly Activity[];
  readonly isReading: boolean;
  readonly isComplete: boolean;
  readonly problem: Problem | null;
}

const pageSize = 500;

/** Transfers of long ago, read page by page as someone scrolls to them. */
export function createHistoryStore(api: Api) {
  const store = createStore<History>(() => ({ older: [], isReading: false, isComplete: false, problem: null }));
  return {
    ...store,
    /** Every transfer that ended; rejects when they cannot be read. */
    async readAll(): Promise<readonly Activity[]> {
      const all = new Map<string, Activity>();
      for (let offset = 0; ; offset += pageSize) {
        const { activities } = await api.activity.list.query({ tab: 'history', limit: pageSize, offset });
        for (const activity of activities) all.set(activity.id, activity);
        if (activities.length < pageSize) return [...all.values()];
      }
    },
    /** @param known how many the activity reading holds */
    async readMore(known: number): Promise<void> {
      const { older, isReading, isComplete } = store.getState();
      if (isReading || isComplete) return;
      store.setState({ isReading: true, problem: null });
      try {
        const page = await api.activity.list.query({ tab: 'all', limit: pageSize, offset: known + older.length });
        // What is new since has shifted the pages: one that was read before comes again.
        const seen = new Set(older.map(({ id }) => id));
        const fresh = page.activities.filter(({ id }) => !seen.has(id));
        store.setState({ older: [...older, ...fresh], isComplete: page.activities.length < pageSize });
      } catch (error) {
        store.setState({ problem: problemOf(error) });
      }
      store.setState({ isReading: false });
    },
  };
}
