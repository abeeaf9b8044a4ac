import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { startFolderSync } from './folderSync.ts';
import { putImage } from './imageFiles.ts';
import { patience, say } from './promise.ts';
import { mountSmall } from './tmpfs.ts';

const newFolder = temporaryFolders();
const rescanSeconds = 0.15;
let cleanUp = (): void => {};
afterEach(() => cleanUp());

interface Loss {
  readonly name: string;
  readonly code: string;
  /** Takes the folder away; answers how it comes back. */
  readonly lose: (root: string) => () => void;
}

const away = (root: string): void => renameSync(root, `${root}.away`);
const back = (root: string): void => renameSync(`${root}.away`, root);

const losses: readonly Loss[] = [
  {
    name: 'renamed',
    code: 'folder.missing',
    lose: (root) => {
      away(root);
      return () => back(root);
    },
  },
  {
    name: 'replaced by another folder',
    code: 'folder.replaced',
    lose: (root) => {
      away(root);
      putImage(root, 'lab/impostor:1', 'impostor');
      return () => {
        rmSync(root, { recursive: true });
        back(root);
      };
    },
  },
  {
    name: 'replaced by a link',
    code: 'folder.replaced',
    lose: (root) => {
      away(root);
      putImage(`${root}.elsewhere`, 'lab/impostor:1', 'impostor');
      symlinkSync(`${root}.elsewhere`, root);
      return () => {
        unlinkSync(root);
        back(root);
      };
    },
  },
  {
    name: 'replaced by an empty folder',
    code: 'folder.replaced',
    lose: (root) => {
      away(root);
      mkdirSync(root);
      return () => {
        rmSync(root, { recursive: true });
        back(root);
      };
    },
  },
  {
    name: 'replaced by a file',
    code: 'folder.missing',
    lose: (root) => {
      away(root);
      writeFileSync(root, '');
      return () => {
        unlinkSync(root);
        back(root);
      };
    },
  },
];

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000, interval: 20 });

describe('F1 an image folder that is not ours any more never means "all deleted"', () => {
  it('lost in every way, and back', { timeout: patience }, async () => {
    const found = { ways: 0, deletes: 0, impostors: 0, unnamed: 0, notResumed: 0 };
    const systemErrors = ['EACCES', 'EIO', 'ESTALE'] as const;
    let failing: string | null = null;
    const parent = newFolder();
    const root = join(parent, 'images');
    mkdirSync(root);
    for (let n = 0; n < 5; n += 1) putImage(root, `lab/tool${n}:1`, `ours ${n}`);
    const bench = await startFolderSync(root, {
      rescanSeconds,
      files: (real) => ({
        ...real,
        identity: (path) => {
          const facts = { path, reason: failing ?? '' };
          return failing === null ? real.identity(path) : Promise.reject(new AppError('folder.unreadable', { facts }));
        },
      }),
    });
    cleanUp = () => void bench.stop();
    await eventually(bench.upToDate).toBe(5);
    const byError = systemErrors.map(
      (code): Loss => ({
        name: code,
        code: 'folder.unreadable',
        lose: () => {
          failing = code;
          return () => {
            failing = null;
          };
        },
      }),
    );
    for (const { name, code, lose } of [...losses, ...byError]) {
      const before = await bench.upToDate();
      const restore = lose(root);
      await eventually(() => bench.health()?.state).toBe('paused');
      await eventually(async () => (await bench.subscription())?.problem?.code ?? null).toBe(code);
      if (bench.health()?.problem?.code !== code) found.unnamed += 1;
      found.deletes +=
        bench.transfers.removals.length +
        (before - bench.images.images(bench.images.registries()[0]?.id ?? ('' as never)).length);
      restore();
      putImage(root, `lab/after-${name.replaceAll(' ', '-').toLowerCase()}:1`, name);
      await eventually(bench.upToDate).toBe(before + 1);
      if ((await bench.subscription())?.state !== 'running') found.notResumed += 1;
      found.impostors += bench.sent().filter((path) => path.includes('impostor')).length;
      found.ways += 1;
    }
    const twice = bench.sent().length - new Set(bench.sent()).size;
    say(
      'F1',
      `lost in ${found.ways} ways: ${found.ways - found.unnamed} paused by name, ${found.deletes} deletes, ${found.impostors} sent from the impostor, ` +
        `${found.notResumed} not resumed, ${twice} sent twice`,
    );
    expect(found).toMatchObject({ deletes: 0, impostors: 0, unnamed: 0, notResumed: 0 });
    expect(twice).toBe(0);
  });

  it('unmounted, and mounted again', { timeout: patience }, async ({ skip }) => {
    const root = join(newFolder(), 'images');
    const elsewhere = join(newFolder(), 'disk');
    const disk = mountSmall(elsewhere, 8);
    if (disk === null) return skip('only root can mount');
    mkdirSync(join(elsewhere, 'images'));
    mkdirSync(root);
    const mount = () => execFileSync('mount', ['--bind', join(elsewhere, 'images'), root]);
    const unmount = () => execFileSync('umount', ['-l', root]);
    mount();
    for (let n = 0; n < 5; n += 1) putImage(root, `lab/tool${n}:1`, `ours ${n}`);
    const bench = await startFolderSync(root, { rescanSeconds });
    let isMounted = true;
    cleanUp = () => {
      void bench.stop();
      if (isMounted) unmount();
      disk.unmount();
    };
    await eventually(bench.upToDate).toBe(5);
    unmount();
    isMounted = false;
    // What lies below the mount point is somebody's leftover.
    putImage(root, 'lab/impostor:1', 'impostor');
    await eventually(() => bench.health()?.state).toBe('paused');
    const shown = bench.health()?.problem?.code;
    mount();
    isMounted = true;
    putImage(root, 'lab/after:1', 'after');
    await eventually(bench.upToDate).toBe(6);
    const impostors = bench.sent().filter((path) => path.includes('impostor')).length;
    say(
      'F1',
      `unmounted: paused by ${shown}, ${bench.transfers.removals.length} deletes, ${impostors} sent from below the mount point, resumed`,
    );
    expect(impostors).toBe(0);
    expect(bench.transfers.removals).toEqual([]);
  });
});
