import type { AppStatus } from '../../../src-main/contract/events.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import type { Activity, ActivityState } from '../../../src-main/contract/transfer.ts';
import { activityTitle } from '../activity/activityView.ts';

/** What a screen reader should hear of a transfer: how it ended, and at once what it waits for. Each turn is told once. */
export function activityToSay(
  before: ActivityState | undefined,
  activity: Activity,
): { readonly text: string; readonly isUrgent: boolean } | null {
  const { state, problem } = activity;
  if (state === before) return null;
  const { what, to } = activityTitle(activity);
  const why = problem === null ? null : problemWords(problem).title;
  switch (state) {
    case 'done':
      return { text: `${what} arrived at ${to}`, isUrgent: false };
    case 'problem':
      return { text: `Problem at ${to}: ${why ?? what}`, isUrgent: false };
    case 'waitingForYou':
      return { text: `Waiting for you: ${why ?? `${what} to ${to}`}`, isUrgent: true };
    case 'queued':
    case 'running':
    case 'stopped':
      return null;
  }
}

type Reachable = AppStatus['registries'];

/** A registry that ceased to answer, or answers again. */
export function reachableToSay(before: Reachable, now: Reachable): readonly string[] {
  return now.flatMap(({ id, name, isReachable }) => {
    const last = before.find((registry) => registry.id === id)?.isReachable ?? null;
    if (isReachable === false && last !== false) return [`${name} does not answer`];
    return isReachable === true && last === false ? [`${name} answers again`] : [];
  });
}
