import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const connectionSchema = z.object({ url: z.url(), token: z.string().min(32), pid: z.number().int() });
export type Connection = z.infer<typeof connectionSchema>;

const fileIn = (dataFolder: string) => path.join(dataFolder, 'connection.json');

/** Tells the command line of this computer's user where the running app listens. Mode 0600, removed at the end. */
export function writeConnection(dataFolder: string, connection: Connection): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const temporary = `${fileIn(dataFolder)}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(connection), { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, fileIn(dataFolder));
}

/** The running app's connection, or null: none was written, it is damaged, or its process has ended. */
export function readConnection(dataFolder: string): Connection | null {
  try {
    const connection = connectionSchema.parse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')));
    process.kill(connection.pid, 0);
    return connection;
  } catch {
    // Whatever is wrong with the file, the answer is the same: no app to speak to.
    return null;
  }
}

export function removeConnection(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}
