import type { Publish } from '../contract/events.ts';
import type { SettingsService } from '../contract/services.ts';
import { settingsSchema } from '../contract/settings.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';

const key = 'settings';

/** The user's settings; what is stored but no longer fits falls back to its default, field by field. */
export function createSettingsService(deps: {
  readonly store: SettingsStore;
  readonly publish: Publish;
}): SettingsService {
  const read = () => {
    const stored = deps.store.read(key);
    const whole = settingsSchema.safeParse(stored ?? {});
    if (whole.success) return whole.data;
    const kept = Object.entries(typeof stored === 'object' && stored !== null ? stored : {}).filter(
      ([name, value]) => settingsSchema.safeParse({ [name]: value }).success,
    );
    return settingsSchema.parse(Object.fromEntries(kept));
  };
  return {
    read,
    update: (request) => {
      const now = read();
      const next = settingsSchema.parse({
        ...now,
        ...request,
        transfers: { ...now.transfers, ...request.transfers },
        sync: { ...now.sync, ...request.sync },
      });
      deps.store.write(key, next);
      deps.publish({ kind: 'settings.changed' });
      return next;
    },
  };
}
