import { activity } from '../../strings/en/activity.ts';
import type { Translate } from '../../strings/types.ts';

type KnownCode = keyof typeof activity.event;
const isKnown = (code: string): code is KnownCode => Object.hasOwn(activity.event, code);

/** Globus's event codes in words; an unknown one is shown as Globus describes it. */
export const eventWords = (t: Translate, code: string, description: string): string =>
  isKnown(code) ? t(`activity.event.${code}`) : description || code;
