import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DestinationStream, destination, type LevelWithSilent, pino, stdTimeFunctions } from 'pino';
import type { Logger } from '../ports/logger.ts';
import { redact, redactText } from './redact.ts';

const rotateAboveBytes = 5 * 1024 ** 2;
export const logFileName = 'portolan.log';

/** Keeps one older file; a log that only grows would fill the disk of an app that runs for months. */
function rotated(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, logFileName);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && found.size > rotateAboveBytes) renameSync(path, `${path}.1`);
  return path;
}

interface LevelLogger extends Logger {
  setLevel(level: LevelWithSilent): void;
}

/**
 * JSON lines into `dir/portolan.log` (0600) or any stream. Whatever looks like a token, in a message or a fact, is
 * hidden before pino sees it.
 */
export function createPinoLogger({
  level = 'info',
  ...target
}: ({ readonly dir: string } | { readonly stream: DestinationStream }) & {
  readonly level?: LevelWithSilent;
}): LevelLogger {
  const stream = 'dir' in target ? destination({ dest: rotated(target.dir), mode: 0o600, sync: true }) : target.stream;
  const log = pino({ level, base: null, timestamp: stdTimeFunctions.isoTime }, stream);
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}) => {
      if (log.isLevelEnabled(name)) log[name](redact(facts), redactText(message));
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    setLevel: (wanted) => {
      log.level = wanted;
    },
  };
}
