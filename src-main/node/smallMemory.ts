import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What V8 lets garbage grow to, in percent of what is alive, before it collects; by itself up to three times as much. */
const garbagePercent = 20;

const isFunction = (value: unknown): value is (options: object) => void => typeof value === 'function';

/** V8's collection that gives back whatever it can: pages of old objects, and the room for young ones. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const collector: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (isFunction(collector)) collector({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Keeps V8's space for young objects as small as it begins (about 1 MB) and its garbage in bounds. By itself the space
 * grows to three times 16 MB as soon as many objects are made in a row (loading the modules, a first reading of a large
 * folder), and is hardly ever given back. What loading the modules took is given back here.
 */
export function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString(`--heap-growing-percent=${garbagePercent}`);
  collect();
}
