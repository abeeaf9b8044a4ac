import { type ChildProcess, execFile } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type Cleanup = ReturnType<typeof createCleanup>;

/**
 * Gives the room of a file, or of all below a folder, back. They are not unlinked while something is still to be measured: for up to
 * six minutes ext4 looks at each inode that became free whenever it makes a file, which costs as much as copying the file.
 */
function empty(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) for (const name of readdirSync(path)) empty(join(path, name));
  else if (found?.isFile()) truncateSync(path);
}

/** Remembers what was made and started, so that nothing of it stays, also after Ctrl+C. */
export function createCleanup() {
  const folders = new Set<string>();
  const children = new Map<ChildProcess, 'process' | 'group'>();

  const kill = (child: ChildProcess, kind: 'process' | 'group'): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(kind === 'group' ? -child.pid : child.pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };

  return {
    /** A temporary folder; gone at the end, or by `remove`. */
    folder(name: string): string {
      const made = mkdtempSync(join(tmpdir(), `portolan-bench-${name}-`));
      folders.add(made);
      return made;
    },
    /** Takes no room any more; it is gone at the end. */
    remove: empty,
    /** `group`: started detached, so that what it started ends with it. */
    child<T extends ChildProcess>(child: T, kind: 'process' | 'group' = 'process'): T {
      children.set(child, kind);
      child.once('exit', () => children.delete(child));
      return child;
    },
    /** Kills a group that was started by `child(…, 'group')`. */
    end(child: ChildProcess): void {
      kill(child, children.get(child) ?? 'process');
    },
    all(): void {
      for (const [child, kind] of children) kill(child, kind);
      children.clear();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      folders.clear();
    },
  };
}

/** Everything written so far reaches the disk before something is timed. */
export async function flushDisk(): Promise<void> {
  await promisify(execFile)('sync');
}
