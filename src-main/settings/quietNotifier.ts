import type { SettingsService } from '../contract/services.ts';
import { isWithinHours, minuteOfDay } from '../domain/dayHours.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notifier } from '../ports/notifier.ts';

/** Withholds what nobody wants to hear now. Everything told is in Activity too, so nothing is kept for later. */
export function createQuietNotifier(deps: {
  readonly notifier: Notifier;
  readonly settings: Pick<SettingsService, 'read'>;
  readonly clock: Clock;
}): Notifier {
  const { notifier, settings, clock } = deps;
  return {
    ...(notifier.locales ? { locales: notifier.locales } : {}),
    notify(message) {
      const { notifications, doNotDisturb, quietHours } = settings.read();
      const isQuiet = doNotDisturb === 'hours' && isWithinHours(quietHours, minuteOfDay(new Date(clock.now())));
      if (notifications && !isQuiet) notifier.notify(message);
    },
  };
}
