import type { AppStatus } from '../../../src-main/contract/events.ts';
import type { Activity, ActivityState } from '../../../src-main/contract/transfer.ts';
import type { Words } from '../../strings/createWords.ts';
import type { Translate } from '../../strings/types.ts';
import { activityTitle } from '../activity/activityView.ts';

/** What a screen reader should hear of a transfer: how it ended, and at once what it waits for. Each turn is told once. */
export function activityToSay(
  { t, problemWords }: Words,
  before: ActivityState | undefined,
  activity: Activity,
): { readonly text: string; readonly isUrgent: boolean } | null {
  const { state, problem } = activity;
  if (state === before) return null;
  const { what, to } = activityTitle(t, activity);
  const why = problem === null ? null : problemWords(problem).title;
  switch (state) {
    case 'done':
      return { text: t('shell.say.arrived', { what, to }), isUrgent: false };
    case 'problem':
      return { text: t('shell.say.problem', { to, why: why ?? what }), isUrgent: false };
    case 'waitingForYou':
      return {
        text: why === null ? t('shell.say.waitingFor', { what, to }) : t('shell.say.waiting', { why }),
        isUrgent: true,
      };
    case 'queued':
    case 'running':
    case 'stopped':
      return null;
  }
}

type Reachable = AppStatus['registries'];

/** A registry that ceased to answer, or answers again. */
export function reachableToSay(t: Translate, before: Reachable, now: Reachable): readonly string[] {
  return now.flatMap(({ id, name, isReachable }) => {
    const last = before.find((registry) => registry.id === id)?.isReachable ?? null;
    if (isReachable === false && last !== false) return [t('shell.say.silent', { name })];
    return isReachable === true && last === false ? [t('shell.say.answersAgain', { name })] : [];
  });
}
