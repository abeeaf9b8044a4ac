import { assertNever } from '../../../src-main/contract/errors.ts';
import { formatCount } from '../../../src-main/contract/format.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { activityStates, activityWords, type StateWords } from '../../../src-main/contract/states.ts';
import type { Activity, ActivityImage } from '../../../src-main/contract/transfer.ts';

export type ActivityTab = 'now' | 'waitingForYou' | 'history';

const isRetriable = ({ state }: ActivityImage): boolean => state === 'failed' || state === 'stopped';

/** The files a retry would send: what failed or was stopped before it arrived. */
export const failedImages = (activity: Activity): readonly ActivityImage[] => activity.images.filter(isRetriable);

export const isFinished = (activity: Activity): boolean => activity.completedAt !== null;

/** A failure stays in sight until a later transfer to the same endpoint takes over what it owed. */
export function isOpenProblem(activity: Activity, all: readonly Activity[]): boolean {
  if (activity.state !== 'problem') return false;
  const owed = failedImages(activity).map(({ imageId }) => imageId);
  return !all.some(
    (later) =>
      later.requestedAt > activity.requestedAt &&
      later.destinationEndpointId === activity.destinationEndpointId &&
      owed.length > 0 &&
      owed.every((imageId) => later.images.some((image) => image.imageId === imageId)),
  );
}

/** An activity may stand under two tabs: a fresh failure is both history and something to look at now. */
export function isUnderTab(activity: Activity, tab: ActivityTab, all: readonly Activity[]): boolean {
  switch (tab) {
    case 'now':
      return activity.state === 'queued' || activity.state === 'running' || isOpenProblem(activity, all);
    case 'waitingForYou':
      return activity.state === 'waitingForYou';
    case 'history':
      return isFinished(activity);
    default:
      return assertNever(tab);
  }
}

export const tabOf = (activity: Activity, all: readonly Activity[]): ActivityTab =>
  (['waitingForYou', 'now'] as const).find((tab) => isUnderTab(activity, tab, all)) ?? 'history';

/** What an activity does now, with the words Globus's waiting and checking have here. */
export function activityState(activity: Activity): StateWords {
  const { state, phase, taskId } = activity;
  const isUnderWay = state === 'queued' || state === 'running';
  if (isUnderWay && phase === 'preparing') return { ...activityStates.queued, word: 'Preparing' };
  if (isUnderWay && phase === 'queued' && taskId !== null) {
    return { ...activityStates.queued, word: 'Queued at Globus' };
  }
  return activityWords(activity);
}

/** "5 images → Cluster scratch"; a single image is called by its name. */
export function activityTitle({ images, filesTotal, destinationName }: Activity): {
  readonly what: string;
  readonly to: string;
} {
  const [only, ...others] = images;
  const isOne = only !== undefined && others.length === 0;
  return { what: isOne ? only.name : formatCount(Math.max(images.length, filesTotal), 'image'), to: destinationName };
}

/** The problem in one line, for a row that is closed. */
export const problemLine = ({ problem }: Activity): string | null =>
  problem === null ? null : problemWords(problem).title;

export const startedByText = ({ startedBy }: Activity): string =>
  startedBy.kind === 'you' ? 'Started by you' : `Subscription ${startedBy.name}`;

/** "Retry the 2 that failed"; nothing to retry gives null. */
export function retryText(activity: Activity): string | null {
  if (!isFinished(activity)) return null;
  const count = failedImages(activity).length;
  if (count === 0) return null;
  return count === activity.images.length ? 'Send again' : `Retry the ${count} that failed`;
}

export const canStop = (activity: Activity): boolean =>
  !isFinished(activity) && activity.state !== 'stopped' && activity.state !== 'done';

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Every word typed is somewhere in the label, the endpoint or the images. */
export function matchesSearch(activity: Activity, text: string): boolean {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const names = activity.images.map(({ name }) => name).join(' ');
  const haystack = folded(
    [activity.label, activity.destinationName, startedByText(activity), names, activity.taskId].join(' '),
  );
  return words.every((word) => haystack.includes(word));
}

export const activitySummary = (all: readonly Activity[]): string => {
  const count = (tab: ActivityTab, state?: Activity['state']): number =>
    all.filter((one) => isUnderTab(one, tab, all) && (state === undefined || one.state === state)).length;
  const parts = [
    [count('now', 'running'), 'running'],
    [count('now', 'queued'), 'queued'],
    [count('waitingForYou'), 'waiting for you'],
  ] as const;
  const problems = count('now', 'problem');
  const said = parts.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`);
  return [...said, ...(problems > 0 ? [formatCount(problems, 'problem')] : [])].join(' · ');
};
