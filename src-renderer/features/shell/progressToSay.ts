import type { AppStatus } from '../../../src-main/contract/events.ts';
import type { Translate } from '../../strings/types.ts';

export interface Said {
  readonly percent: number;
  readonly tasks: number;
}

const stepPercent = 10;

/** What a screen reader should hear of the running transfers: each tenth. How each ended is told of by itself. */
export function progressToSay(
  t: Translate,
  last: Said,
  running: AppStatus['running'],
): { readonly said: Said; readonly text: string | null } {
  if (running.tasks === 0) {
    return { said: { percent: 0, tasks: 0 }, text: null };
  }
  if (running.bytesTotal === null || running.bytesTotal === 0)
    return { said: { ...last, tasks: running.tasks }, text: null };
  const percent = Math.floor((100 * running.bytesDone) / running.bytesTotal / stepPercent) * stepPercent;
  const text = percent > last.percent ? t('shell.say.sending', { percent }) : null;
  return { said: { percent, tasks: running.tasks }, text };
}
