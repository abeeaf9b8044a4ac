import { chosenLanguage } from '../contract/language.ts';
import { notificationWords } from '../contract/notifications.ts';
import type { SettingsService, UpdatesService } from '../contract/services.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notifier } from '../ports/notifier.ts';
import { createWakeableLoop } from '../sync/wakeableLoop.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** The start of the app has more urgent things to ask. */
const firstMs = 5 * 60 * 1000;

/** Looks once a day for a newer version, where the settings name a place, and tells of each one once. */
export function createUpdateWatch(deps: {
  readonly clock: Clock;
  readonly updates: UpdatesService;
  readonly settings: Pick<SettingsService, 'read'>;
  readonly notifier: Notifier;
}) {
  const { clock, settings, notifier } = deps;
  let dueAtMono = clock.monotonic() + firstMs;
  let told = '';

  const turn = async (): Promise<number | null> => {
    const { updates, language } = settings.read();
    if (updates.check === 'off' || updates.feedUrl === '') return null;
    const leftMs = dueAtMono - clock.monotonic();
    if (leftMs > 0) return leftMs;
    dueAtMono = clock.monotonic() + dayMs;
    const { newest, isNewer } = await deps.updates.look();
    if (newest && isNewer && newest.version !== told) {
      told = newest.version;
      const words = notificationWords[chosenLanguage(language, notifier.locales ?? [])];
      notifier.notify({ title: words.newer, body: words.newerVersion(newest.version) });
    }
    return dayMs;
  };
  return createWakeableLoop({ clock, turn, onError: () => dayMs });
}
