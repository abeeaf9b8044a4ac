import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext } from './bench.ts';
import { startSyncthing } from './syncthing.ts';

/** A program that keeps one folder like another one, started for two folders of this machine. */
export interface Peer {
  readonly name: string;
  /** Programs that have to be installed. */
  readonly needs: readonly string[];
  start(context: BenchContext, source: string, destination: string): Promise<{ stop(): void }>;
}

function running({ cleanup }: BenchContext, child: ChildProcess): { stop(): void } {
  cleanup.child(child, 'group');
  return { stop: () => cleanup.end(child) };
}

const shell = (context: BenchContext, script: string, ...words: readonly string[]) =>
  running(context, spawn('bash', ['-c', script, 'bash', ...words], { detached: true, stdio: 'ignore' }));

const lsyncd: Peer = {
  name: 'lsyncd',
  needs: ['lsyncd', 'rsync'],
  async start(context, source, destination) {
    const file = join(context.cleanup.folder('lsyncd'), 'lsyncd.conf');
    const words = [`source = "${source}"`, `target = "${destination}"`, 'delay = 0'];
    writeFileSync(file, `settings { nodaemon = true }\nsync { default.direct, ${words.join(', ')} }\n`);
    return running(context, spawn('lsyncd', [file], { detached: true, stdio: 'ignore' }));
  },
};

/** Brings over whatever lies there first; then each event makes a run, and a run takes all that came meanwhile. */
const inotifyLoop = (name: string, program: string, sync: string): Peer => ({
  name,
  needs: ['inotifywait', program],
  start: async (context, source, destination) =>
    shell(
      context,
      `{ echo; inotifywait -m -q -r -e close_write -e moved_to --format x "$1"; } |
while read -r line; do while read -r -t 0.001 more; do :; done; ${sync}; done`,
      source,
      destination,
    ),
});

export const peers: readonly Peer[] = [
  lsyncd,
  inotifyLoop('inotifywait + rsync', 'rsync', 'rsync -a "$1/" "$2/"'),
  inotifyLoop('inotifywait + rclone', 'rclone', 'rclone sync -q "$1" "$2"'),
  {
    name: 'chokidar, awaitWriteFinish',
    needs: [],
    start: async (context, source, destination) => {
      const words = [join(import.meta.dirname, 'chokidarCopier.ts'), source, destination];
      return running(
        context,
        spawn(process.execPath, words, { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
      );
    },
  },
  { name: 'Syncthing', needs: ['syncthing'], start: startSyncthing },
];
