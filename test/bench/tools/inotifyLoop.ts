import { spawn } from 'node:child_process';
import { existsSync, type FSWatcher, mkdirSync, renameSync, watch, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BenchContext, nowMs, until } from './bench.ts';

/** What people write themselves: inotifywait tells each file, rsync brings it over. */
const script = `inotifywait -m -q -r -e close_write -e moved_to --format '%w%f' "$1" |
while IFS= read -r file; do rsync -a "$file" "$2/"; done`;

export async function startInotifyLoop({ cleanup }: BenchContext, folder: string) {
  const [source, destination] = [join(folder, 'from'), join(folder, 'to')];
  mkdirSync(source, { recursive: true });
  mkdirSync(destination, { recursive: true });
  const child = cleanup.child(
    spawn('sh', ['-c', script, 'sh', source, destination], { detached: true, stdio: ['ignore', 'ignore', 'inherit'] }),
    'group',
  );
  const seenMs = new Map<string, number>();
  // rsync renames a finished file to its name: the event of that name is its end.
  const watcher: FSWatcher = watch(destination, (_, name) => {
    if (name !== null && !name.startsWith('.') && !seenMs.has(name)) seenMs.set(name, nowMs());
  });
  // inotifywait says nothing in its quiet form when it is ready: a file is renamed in until one comes through.
  let probe = 0;
  await until(
    'inotifywait',
    () => {
      probe += 1;
      writeFileSync(join(folder, `probe-${probe}`), 'x');
      renameSync(join(folder, `probe-${probe}`), join(source, `probe-${probe}`));
      return [...seenMs.keys()].some((name) => name.startsWith('probe-'));
    },
    { everyMs: 100 },
  );
  return {
    source,
    destination,
    /** Resolves with the time at which a file lay at the destination under its name. */
    async arrivedMs(path: string): Promise<number> {
      const name = basename(path);
      await until(name, () => seenMs.has(name) && existsSync(join(destination, name)), { everyMs: 1 });
      return seenMs.get(name) ?? 0;
    },
    stop(): void {
      watcher.close();
      cleanup.end(child);
    },
  };
}
