import { useEffect, useState } from 'react';
import type { Problem } from '../../../src-main/contract/errors.ts';
import type { Activity, TaskEvent } from '../../../src-main/contract/transfer.ts';
import { problemOf } from '../../api/failure.ts';
import { useApi } from '../../stores/StoresContext.tsx';

interface TaskEvents {
  readonly events: readonly TaskEvent[] | null;
  readonly problem: Problem | null;
  readonly refresh: () => void;
}

/** What Globus noted about a task; read when opened and again when the task has moved on. */
export function useTaskEvents({ id, state, phase, filesDone, problem: trouble }: Activity): TaskEvents {
  const api = useApi();
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<Omit<TaskEvents, 'refresh'>>({ events: null, problem: null });
  const progress = [state, phase, filesDone, trouble?.at, round].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `progress` says when there is something new to read.
  useEffect(() => {
    const stopped = new AbortController();
    api.activity.events.query({ id }, { signal: stopped.signal }).then(
      (events) => !stopped.signal.aborted && setAnswer({ events, problem: null }),
      (error: unknown) => !stopped.signal.aborted && setAnswer(({ events }) => ({ events, problem: problemOf(error) })),
    );
    return () => stopped.abort();
  }, [api, id, progress]);
  return { ...answer, refresh: () => setRound((before) => before + 1) };
}
