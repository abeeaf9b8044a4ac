import type { AppEvent } from '../../contract/events.ts';
import type { Activity } from '../../contract/transfer.ts';
import type { Answer, CommandContext } from './command.ts';
import { tellActivity, tellProblems } from './follow.ts';

/** Lets the app work and tells what happens, until Ctrl+C. */
export function watch({ portolan, output, signal }: CommandContext): Promise<Answer> {
  let arrived = 0;
  const troubled = new Set<string>();
  const tell = (activity: Activity) => {
    tellActivity(output, activity);
    const isBad = activity.state === 'problem' || activity.state === 'waitingForYou';
    if (isBad && !troubled.has(activity.id)) tellProblems(output, [activity]);
    if (isBad) troubled.add(activity.id);
  };
  const take = (event: AppEvent) => {
    if (event.kind === 'activity.changed') tell(event.activity);
    if (event.kind === 'delivery.arrived') arrived += 1;
  };
  return new Promise((resolve, reject) => {
    const subscription = portolan.events.subscribe(undefined, {
      onStarted: () => output.progress('Watching. Ctrl+C ends it.'),
      onData: take,
      onError: reject,
    });
    const finish = () => {
      subscription.unsubscribe();
      const problems = troubled.size;
      resolve({ json: { arrived, problems }, words: () => `${arrived} arrived, ${problems} with problems` });
    };
    if (signal.aborted) finish();
    signal.addEventListener('abort', finish, { once: true });
  });
}
