import { assertNever } from '../../../src-main/contract/errors.ts';
import { goesOnByItself } from '../../../src-main/contract/explanation.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import type { Activity, ActivityImage } from '../../../src-main/contract/transfer.ts';
import type { Words } from '../../strings/createWords.ts';
import type { Translate } from '../../strings/types.ts';

export type ActivityTab = 'now' | 'waitingForYou' | 'history';

const isRetriable = ({ state }: ActivityImage): boolean => state === 'failed' || state === 'stopped';

/** The files a retry would send: what failed or was stopped before it arrived. */
export const failedImages = (activity: Activity): readonly ActivityImage[] => activity.images.filter(isRetriable);

export const isFinished = (activity: Activity): boolean => activity.completedAt !== null;

/** A failure stays in sight until a later transfer takes over what it owed, or somebody dismisses it. */
const isOpenProblem = (activity: Activity): boolean =>
  activity.state === 'problem' && (!isFinished(activity) || activity.isUnsolved);

/** An activity may stand under two tabs: a fresh failure is both history and something to look at now. */
export function isUnderTab(activity: Activity, tab: ActivityTab): boolean {
  switch (tab) {
    case 'now':
      return activity.state === 'queued' || activity.state === 'running' || isOpenProblem(activity);
    case 'waitingForYou':
      return activity.state === 'waitingForYou';
    case 'history':
      return isFinished(activity);
    default:
      return assertNever(tab);
  }
}

export const tabOf = (activity: Activity): ActivityTab =>
  (['waitingForYou', 'now'] as const).find((tab) => isUnderTab(activity, tab)) ?? 'history';

/** What an activity does now, with the words Globus's waiting and checking have here, while all is paused or not. */
export function activityState({ t, states, activityWords }: Words, activity: Activity, isPaused = false): StateWords {
  const { state, phase, taskId } = activity;
  const { queued } = states.activity;
  if (isPaused && state === 'queued' && taskId === null) return states.subscription.paused;
  const isUnderWay = state === 'queued' || state === 'running';
  if (isUnderWay && phase === 'preparing') return { ...queued, word: t('activity.row.preparing') };
  if (isUnderWay && phase === 'queued' && taskId !== null) return { ...queued, word: t('activity.row.queuedAtGlobus') };
  if (waitsForEndpoint(activity)) return { tone: 'amber', icon: 'clock', word: t('activity.row.waits') };
  return activityWords(activity);
}

/** The endpoint is away and the transfer goes on once it is back: nothing to put right. */
export const waitsForEndpoint = (activity: Activity): boolean =>
  activity.state === 'problem' && !isFinished(activity) && goesOnByItself(activity.problem);

/** "5 images → Cluster scratch"; a single image is called by its name. */
export function activityTitle(
  t: Translate,
  { images, filesTotal, destinationName }: Activity,
): { readonly what: string; readonly to: string } {
  const [only, ...others] = images;
  const isOne = only !== undefined && others.length === 0;
  const count = Math.max(images.length, filesTotal);
  return { what: isOne ? only.name : t('activity.row.images', { count }), to: destinationName };
}

/** The problem in one line, for a row that is closed. */
export const problemLine = ({ problemWords }: Words, { problem }: Activity): string | null =>
  problem === null ? null : problemWords(problem).title;

export const startedByText = (t: Translate, { startedBy }: Activity): string =>
  startedBy.kind === 'you'
    ? t('activity.row.startedByYou')
    : t('activity.row.startedBySubscription', { name: startedBy.name });

/** "Retry the 2 that failed"; nothing to retry gives null. */
export function retryText(t: Translate, activity: Activity): string | null {
  if (!isFinished(activity)) return null;
  const count = failedImages(activity).length;
  if (count === 0) return null;
  return count === activity.images.length ? t('activity.row.sendAgain') : t('activity.row.retry', { count });
}

export const canStop = (activity: Activity): boolean =>
  !isFinished(activity) && activity.state !== 'stopped' && activity.state !== 'done';

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Every word typed is somewhere in the label, the endpoint or the images. */
export function matchesSearch(t: Translate, activity: Activity, text: string): boolean {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const names = activity.images.map(({ name }) => name).join(' ');
  const haystack = folded(
    [activity.label, activity.destinationName, startedByText(t, activity), names, activity.taskId].join(' '),
  );
  return words.every((word) => haystack.includes(word));
}

export const activitySummary = (t: Translate, all: readonly Activity[]): string => {
  const count = (tab: ActivityTab, state?: Activity['state']): number =>
    all.filter((one) => isUnderTab(one, tab) && (state === undefined || one.state === state)).length;
  // What goes on by itself is none of the problems, here as in its row.
  const waiting = all.filter(waitsForEndpoint).length;
  const parts = [
    ['running', count('now', 'running')],
    ['queued', count('now', 'queued')],
    ['waitingForYou', count('waitingForYou')],
    ['waits', waiting],
    ['problems', count('now', 'problem') - waiting],
  ] as const;
  return parts
    .filter(([, many]) => many > 0)
    .map(([name, many]) => t(`activity.summary.${name}`, { count: many }))
    .join(' · ');
};
