import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of its own of that size, or null where none can be mounted (only root can). */
export function mountSmall(folder: string, megabytes: number): { unmount(): void } | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { unmount: () => execFileSync('umount', ['-l', folder], { stdio: 'ignore' }) };
}

const ballastIn = (folder: string): string => join(folder, 'ballast');

/** Leaves not one block free. */
export function fillUp(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballastIn(folder), Buffer.alloc(bavail * bsize));
}

export const makeRoom = (folder: string): void => rmSync(ballastIn(folder));
