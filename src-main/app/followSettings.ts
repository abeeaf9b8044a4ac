import type { Settings } from '../contract/settings.ts';
import type { Machine } from '../ports/machine.ts';

/** Puts into effect what concerns the whole app: the way out, how much is logged, and what the desktop shows. */
export async function followSettings(
  machine: Machine,
  settings: Settings,
  network: { apply(): Promise<void> },
): Promise<void> {
  machine.setLogLevel(settings.advanced.logLevel);
  machine.shell?.follow(settings);
  await network.apply();
}
