import type { AppEvent, AppStatus, Publish } from '../contract/events.ts';

const tells: ReadonlySet<AppEvent['kind']> = new Set([
  'signIn.changed',
  'registries.changed',
  'containers.changed',
  'subscriptions.changed',
  'settings.changed',
  'activity.changed',
]);

/** Publishes the status bar's facts after whatever may have changed them, at most once a turn. */
export function createStatusKeeper(deps: { readonly read: () => AppStatus; readonly publish: Publish }) {
  let isDue = false;
  let isStopped = false;
  const tell = (): void => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      if (!isStopped) deps.publish({ kind: 'status.changed', status: deps.read() });
    });
  };
  return {
    tell,
    observe: (event: AppEvent): void => {
      if (tells.has(event.kind)) tell();
    },
    stop: () => {
      isStopped = true;
    },
  };
}
