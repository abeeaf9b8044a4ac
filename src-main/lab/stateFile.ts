import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SubmissionJournal } from './submissionJournal.ts';

/** Waits this long after a change, so that a burst is written once. */
const settleMs = 300;
/** Parts that tell nobody about their changes are looked at this often. */
const lookMs = 1000;

const temporaryName = (path: string) => `${path}.${randomUUID().slice(0, 8)}.part`;

/** Writes the whole text or nothing: beside the target, then renamed over it. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What was kept, or undefined for a fresh folder. A file that is not JSON is an error: nothing is thrown away. */
export async function readState(path: string): Promise<unknown> {
  const folder = dirname(path);
  for (const name of await readdir(folder))
    if (name.startsWith(`${basename(path)}.`) && name.endsWith('.part')) await rm(join(folder, name), { force: true });
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : JSON.parse(text);
}

interface Dependencies {
  readonly path: string;
  /** The whole state as JSON. */
  readonly snapshot: () => unknown;
  /** What came since the last snapshot and is kept apart until the next one. */
  readonly journal: Pick<SubmissionJournal, 'mark' | 'written'>;
  readonly log: (line: string) => void;
}

/** Keeps a file equal to a snapshot: soon after a change, every second when something differs, and at the end. */
export function createStateKeeper({ path, snapshot, journal, log }: Dependencies) {
  let written = '';
  let writing: Promise<void> = Promise.resolve();
  let settling: NodeJS.Timeout | undefined;

  const write = async () => {
    const mark = journal.mark();
    const text = JSON.stringify(snapshot());
    if (text !== written) await writeAtomically(path, text);
    written = text;
    journal.written(mark);
  };
  const keep = (): Promise<void> => {
    writing = writing.then(write).catch((error: Error) => log(`lab: state not written: ${error.message}`));
    return writing;
  };
  const looking = setInterval(keep, lookMs);

  return {
    /** Something changed. */
    touch(): void {
      clearTimeout(settling);
      settling = setTimeout(keep, settleMs);
    },
    keep,
    async stop(): Promise<void> {
      clearInterval(looking);
      clearTimeout(settling);
      await keep();
    },
  };
}
