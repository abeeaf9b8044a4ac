import type { SubmissionId } from '../../contract/ids.ts';
import type { Activity } from '../../contract/transfer.ts';
import type { CommandContext } from './command.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { failureText, type Output } from './output.ts';
import { problemInWords, stateText } from './words.ts';

const isOver = ({ state }: Activity) => state === 'done' || state === 'stopped' || state === 'problem';

/** `asked`: it is written down and the running app sees to it; `atGlobus`: Globus carries it without us. */
export type FollowUntil = 'asked' | 'atGlobus' | 'ended';

const isFarEnough = ({ state, taskId }: Activity, until: FollowUntil) =>
  state === 'done' || until === 'asked' || (until === 'atGlobus' && taskId !== null);

/** Nothing more to wait for: it is as far as asked, it ended, or it waits for the user. */
const isSettled = (activity: Activity, until: FollowUntil) =>
  isOver(activity) || activity.state === 'waitingForYou' || isFarEnough(activity, until);

export function exitCodeOfAll(activities: readonly Activity[], until: FollowUntil = 'ended'): ExitCode {
  const bad = new Set(['problem', 'stopped', 'waitingForYou']);
  const well = activities.filter((one) => !bad.has(one.state) && isFarEnough(one, until)).length;
  if (well === activities.length) return exitCodes.ok;
  if (well > 0) return exitCodes.partlyDone;
  return activities.some(({ state }) => state === 'waitingForYou') ? exitCodes.waitingForYou : exitCodes.failed;
}

/** One line at every new state and every tenth of the way; on a terminal the line is written over. */
export function tellActivity(output: Output, activity: Activity): void {
  const { state, phase, bytesDone, bytesTotal, id, destinationName, filesTotal } = activity;
  const tenth = bytesTotal ? Math.floor((10 * bytesDone) / bytesTotal) : 0;
  const files = filesTotal === 1 ? (activity.images[0]?.name ?? '1 image') : `${filesTotal} images`;
  output.gauge(id, `${state} ${phase} ${tenth}`, `${files} to ${destinationName}: ${stateText(activity)}`);
}

/** Why the transfers that did not arrive did not, and what to do. */
export function tellProblems(output: Output, activities: readonly Activity[]): void {
  for (const { problem, destinationEndpointId, destinationName } of activities) {
    if (problem === null) continue;
    const named = [{ id: destinationEndpointId, name: destinationName }];
    output.progress(failureText(problemInWords(problem, named)));
    if (problem.code === 'consent.needed')
      output.progress(`  portolan login --consent ${destinationEndpointId} asks for it.`);
  }
}

/** Waits until each activity is settled, or for Ctrl+C; tells progress on standard error. */
export function follow(
  { portolan, output, signal }: CommandContext,
  started: readonly Activity[],
  until: FollowUntil,
): Promise<readonly Activity[]> {
  const latest = new Map<SubmissionId, Activity>(started.map((activity) => [activity.id, activity]));
  const allSettled = () => [...latest.values()].every((activity) => isSettled(activity, until));
  return new Promise((resolve, reject) => {
    const finish = () => {
      subscription.unsubscribe();
      resolve([...latest.values()]);
    };
    const take = (activity: Activity) => {
      if (!latest.has(activity.id)) return;
      latest.set(activity.id, activity);
      tellActivity(output, activity);
    };
    // What ended before the subscription began is read once.
    const reread = async () => {
      const { activities } = await portolan.activity.list.query({ limit: 1000 });
      activities.forEach(take);
      if (allSettled()) finish();
    };
    const subscription = portolan.events.subscribe(undefined, {
      onStarted: () => void reread().catch(reject),
      onData: (event) => {
        if (event.kind !== 'activity.changed') return;
        take(event.activity);
        if (allSettled()) finish();
      },
      onError: reject,
    });
    if (signal.aborted || allSettled()) finish();
    signal.addEventListener('abort', finish, { once: true });
  });
}
