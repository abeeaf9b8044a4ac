import type { AppEvent, AppStatus, Publish } from '../contract/events.ts';

const tells: ReadonlySet<AppEvent['kind']> = new Set([
  'signIn.changed',
  'registries.changed',
  'containers.changed',
  'subscriptions.changed',
  'activity.changed',
]);

/** Publishes the status bar's facts after whatever may have changed them, at most once a turn. */
export function createStatusKeeper(deps: { readonly read: () => AppStatus; readonly publish: Publish }) {
  let isDue = false;
  let isStopped = false;
  return {
    observe: (event: AppEvent) => {
      if (isDue || !tells.has(event.kind)) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        if (!isStopped) deps.publish({ kind: 'status.changed', status: deps.read() });
      });
    },
    stop: () => {
      isStopped = true;
    },
  };
}
