import type { LanguagePack } from './createWords.ts';
import { activity } from './de/activity.ts';
import { chart } from './de/chart.ts';
import { components } from './de/components.ts';
import { containers } from './de/containers.ts';
import { firstRun } from './de/firstRun.ts';
import { formatWords } from './de/formatWords.ts';
import { palette } from './de/palette.ts';
import { placement } from './de/placement.ts';
import { problems } from './de/problems.ts';
import { send } from './de/send.ts';
import { settings } from './de/settings.ts';
import { shell } from './de/shell.ts';
import { signIn } from './de/signIn.ts';
import { states } from './de/states.ts';
import { subscriptions } from './de/subscriptions.ts';

/** Loaded when it is chosen. */
export const german: LanguagePack = {
  language: 'de',
  texts: {
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
  },
  formatWords,
  states,
  problems,
};
