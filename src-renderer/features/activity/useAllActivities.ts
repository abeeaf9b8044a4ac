import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';

const none: readonly Activity[] = [];

/** The last thousand transfers, which are kept fresh, and as many older ones as were asked for. */
export function useAllActivities() {
  const { history } = useStores();
  const reading = useRead('activity');
  const { older, isReading, isComplete, problem } = useStore(history);
  const newest = reading.value?.activities ?? none;
  const total = reading.value?.total ?? 0;
  const all = useMemo(() => {
    if (older.length === 0) return newest;
    const seen = new Set(newest.map(({ id }) => id));
    return [...newest, ...older.filter(({ id }) => !seen.has(id))];
  }, [newest, older]);
  const hasMore = !isComplete && all.length < total;
  return {
    /** Whatever is under way is among these. */
    newest,
    all,
    total,
    reading,
    more: {
      hasMore,
      isReading,
      problem,
      read: () => {
        if (hasMore) void history.readMore(newest.length);
      },
    },
  };
}

export type MoreActivities = ReturnType<typeof useAllActivities>['more'];
