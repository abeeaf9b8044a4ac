import type { SubmissionId } from '../../contract/ids.ts';
import type { Activity, ActivityState } from '../../contract/transfer.ts';
import type { CommandContext } from './command.ts';
import { type ExitCode, exitCodes } from './output.ts';

const isOver = (state: ActivityState) => state === 'done' || state === 'stopped' || state === 'problem';

export function exitCodeOfAll(activities: readonly Activity[]): ExitCode {
  const done = activities.filter(({ state }) => state === 'done').length;
  if (done === activities.length) return exitCodes.ok;
  if (done > 0) return exitCodes.partlyDone;
  return activities.some(({ state }) => state === 'waitingForYou') ? exitCodes.waitingForYou : exitCodes.failed;
}

const percent = ({ bytesDone, bytesTotal }: Activity) =>
  bytesTotal === null || bytesTotal === 0 ? '' : ` ${Math.floor((100 * bytesDone) / bytesTotal)} %`;

/** Waits until each activity has ended or waits for the user; tells progress on standard error. */
export function followToEnd(context: CommandContext, started: readonly Activity[]): Promise<readonly Activity[]> {
  const latest = new Map<SubmissionId, Activity>(started.map((activity) => [activity.id, activity]));
  const settled = () => [...latest.values()].every(({ state }) => isOver(state) || state === 'waitingForYou');
  return new Promise((resolve, reject) => {
    const subscription = context.portolan.events.subscribe(undefined, {
      onStarted: () => void reread().catch(reject),
      onData: (event) => {
        if (event.kind === 'activity.changed') take(event.activity);
      },
      onError: reject,
    });
    const finish = () => {
      subscription.unsubscribe();
      resolve([...latest.values()]);
    };
    const take = (activity: Activity) => {
      if (!latest.has(activity.id)) return;
      latest.set(activity.id, activity);
      context.output.progress(`${activity.destinationName}: ${activity.state}${percent(activity)}`);
      if (settled()) finish();
    };
    // What ended before the subscription began is read once.
    const reread = async () => {
      const { activities } = await context.portolan.activity.list.query({ limit: 1000 });
      for (const activity of activities) if (latest.has(activity.id)) latest.set(activity.id, activity);
      if (settled()) finish();
    };
    context.signal.addEventListener('abort', finish, { once: true });
  });
}
