import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const holderSchema = z.object({
  pid: z.number().int().positive(),
  /** null: it starts, it ends, or it is there for one command only; whoever wants in waits for its end. */
  connection: z.object({ url: z.url(), token: z.string().min(32) }).nullable(),
});
export type Holder = z.infer<typeof holderSchema>;
export type Connection = NonNullable<Holder['connection']>;

const fileIn = (dataFolder: string) => path.join(dataFolder, 'connection.json');

/**
 * Tells other commands of this computer's user who holds the data folder and where it listens. Mode 0600. Only the
 * process that holds the folder's lock may write or remove the file.
 */
export function writeHolder(dataFolder: string, holder: Holder): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const temporary = `${fileIn(dataFolder)}.tmp`;
  // A file that a killed process left keeps its mode, so it is not written over.
  rmSync(temporary, { force: true });
  writeFileSync(temporary, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
  renameSync(temporary, fileIn(dataFolder));
}

/** Who holds the folder, or null: nobody said so, the file is damaged, or the process has ended. */
export function readHolder(dataFolder: string): Holder | null {
  try {
    const holder = holderSchema.parse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')));
    process.kill(holder.pid, 0);
    return holder;
  } catch {
    // Whatever is wrong with the file, the answer is the same: nobody to speak to.
    return null;
  }
}

export function removeHolder(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}
