import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandContext } from './command.ts';

const lookEveryMs = 100;

/**
 * An app that a command carries has only just begun to read the image folders: sizes, and where the files lie, come
 * from there. Waits for that, at most `longestMs` (hashing a folder for the first time can take hours).
 */
export async function whenRead(
  { portolan, output, isFresh, signal }: CommandContext,
  longestMs = 10_000,
): Promise<void> {
  if (!isFresh) return;
  const startedAt = performance.now();
  while (!signal.aborted && performance.now() - startedAt < longestMs) {
    const { isLooking } = await portolan.subscriptions.backlog.query({ id: null });
    if (!isLooking) return;
    output.gauge('looking', 'looking', 'Reading image folders');
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
