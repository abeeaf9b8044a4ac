import { activity } from './en/activity.ts';
import { chart } from './en/chart.ts';
import { components } from './en/components.ts';
import { containers } from './en/containers.ts';
import { firstRun } from './en/firstRun.ts';
import { palette } from './en/palette.ts';
import { placement } from './en/placement.ts';
import { send } from './en/send.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { signIn } from './en/signIn.ts';
import { subscriptions } from './en/subscriptions.ts';

/** Every text of the screens, by feature. The words of states and problems are in the contract: the command line speaks them too. */
export const englishTexts = {
  activity,
  chart,
  components,
  containers,
  firstRun,
  palette,
  placement,
  send,
  settings,
  shell,
  signIn,
  subscriptions,
} as const;
