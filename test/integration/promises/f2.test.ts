import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { putImage } from './imageFiles.ts';
import { type Child, patience, say, size, startChild, works } from './promise.ts';

const newFolder = temporaryFolders();
const running: Child[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) await child.kill();
});

const start = (env: Readonly<Record<string, string>>, limit: string | null): Child => {
  const command =
    limit === null
      ? {}
      : { command: 'unshare', args: ['-Ur', 'sh', '-c', `${limit}; exec "$0" "$1"`, process.execPath] };
  const child = startChild('./folderChild.ts', env, command);
  running.push(child);
  return child;
};

const folders = 60;

describe('F2 limits of watching are told, and everything is found all the same', () => {
  it.for([
    ['20 watches', 'echo 20 > /proc/sys/user/max_inotify_watches'],
    ['no watcher', 'echo 0 > /proc/sys/user/max_inotify_instances'],
    ['64 descriptors', 'ulimit -n 64'],
  ] as const)('%s', { timeout: patience }, async ([name, limit], { skip }) => {
    if (!works('unshare', '-Ur', 'sh', '-c', limit)) return skip('user namespaces are not allowed here');
    const root = join(newFolder(), 'images');
    mkdirSync(root);
    for (let n = 0; n < folders; n += 1) putImage(root, `lab${n}/tool:1`, `image ${n}`);
    const child = start({ ROOT: root, EXPECTED: String(folders), LATER: String(folders + 1), MODE: 'limited' }, limit);
    const first = JSON.parse(await child.line('{')) as { state: string; problem: { code: string } | null };
    putImage(root, `lab${folders - 1}/later:1`, 'later');
    const [, found, state, code] = (await child.line('later')).split(' ');
    say(
      'F2',
      `${name} for ${folders} folders: ${first.problem === null ? 'not reached' : `told as ${first.problem.code}`}, ${state}, ${found} of ${folders + 1} found by scanning, no crash`,
    );
    // All watches of a process share one descriptor: few of them need not be a limit.
    const isHit = name !== '64 descriptors' || first.problem !== null;
    if (isHit) expect(first).toMatchObject({ state: 'scanningOnly', problem: { code: 'folder.watchLimit' } });
    else expect(first).toMatchObject({ state: 'watching' });
    expect(found).toBe(String(folders + 1));
    expect(code).toBe(isHit ? 'folder.watchLimit' : 'none');
  });

  it('very many files', { timeout: patience }, async () => {
    const root = join(newFolder(), 'images');
    const count = size(5_000, 100_000);
    for (let n = 0; n < count; n += 1) putImage(root, `lab${n % (count / 100)}/tool${n}:1`, `${n}`);
    const child = startChild('./manyFilesChild.ts', { ROOT: root, EXPECTED: String(count) });
    running.push(child);
    const told = JSON.parse(await child.line('{')) as Record<string, number>;
    say(
      'F2',
      `${count} files in ${count / 100} folders: all read and hashed in ${told.readMs} ms, read again after a restart in ${told.againMs} ms, ` +
        `longest block of the event loop ${told.longestBlockMs} ms then, ${told.rssMb} MB at most`,
    );
    expect(told.ready).toBe(count);
    expect(told.readyAgain).toBe(count);
    expect(told.rssMb).toBeLessThan(300);
  });
});
