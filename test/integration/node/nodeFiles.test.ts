import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { createNodeFiles } from '../../../src-main/node/nodeFiles.ts';
import type { DigestedFile, FileDigests, FoundFile } from '../../../src-main/ports/files.ts';
import { temporaryFolders } from './temporaryFolder.ts';

const newFolder = temporaryFolders();
const files = createNodeFiles();
afterAll(() => files.close());

const digest = async (root: string, path: string, signal?: AbortSignal): Promise<FileDigests> => {
  const [file] = await files.open(root, [path]);
  if (file === undefined || file instanceof AppError) throw file;
  const answers: (DigestedFile | AppError)[] = [];
  await files.digest([file], (_file, digested) => answers.push(digested), signal);
  const [answer] = answers;
  if (answer === undefined || answer instanceof AppError) throw answer;
  return answer.digests;
};

const scanned = async (root: string, onUnreadable: (path: string) => void = () => {}): Promise<FoundFile[]> => {
  const found: FoundFile[] = [];
  for await (const folder of files.scan(root, onUnreadable))
    found.push(...folder.files.flatMap((file) => file.found ?? []));
  return found;
};

describe('scan', () => {
  it('names plain files below the root, no symlink, however deep', async () => {
    const root = newFolder();
    const deep = Array.from({ length: 60 }, (_, level) => `d${level}`).join('/');
    mkdirSync(join(root, deep), { recursive: true });
    mkdirSync(join(root, 'b'));
    writeFileSync(join(root, 'b', 'two'), '22');
    writeFileSync(join(root, 'a one'), '1');
    writeFileSync(join(root, deep, 'last'), '');
    symlinkSync(join(root, 'a one'), join(root, 'link'));
    symlinkSync(root, join(root, 'loop'));
    const found = await scanned(root);
    expect(found.map((file) => file.relativePath)).toEqual(['a one', 'b/two', `${deep}/last`]);
    expect(found[1]).toMatchObject({ sizeBytes: 2 });
    expect(await files.stat(root, 'b/two')).toEqual(found[1]);
  });

  it('a root that is not there is said to be missing', async () => {
    await expect(scanned(join(newFolder(), 'gone'))).rejects.toMatchObject({ code: 'folder.missing' });
    await expect(files.identity(join(newFolder(), 'gone'))).rejects.toMatchObject({ code: 'folder.missing' });
  });

  it('stops when told', async () => {
    const root = newFolder();
    for (let count = 0; count < 200; count += 1) mkdirSync(join(root, `${count}`));
    const stop = new AbortController();
    const seen: string[] = [];
    const run = async () => {
      const onFolder = (folder: string) => seen.push(folder) > 0;
      for await (const _folder of files.scan(root, () => {}, stop.signal, { onFolder })) {
        if (seen.length >= 64) stop.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(seen.length).toBeLessThan(200);
  });

  const cannotDropRights = process.getuid?.() !== 0;
  it.skipIf(cannotDropRights)('an unreadable folder is named and the rest is read', () => {
    const root = newFolder();
    mkdirSync(join(root, 'open'));
    mkdirSync(join(root, 'shut'), { mode: 0o000 });
    writeFileSync(join(root, 'open', 'file'), '');
    execFileSync('chmod', ['755', root]);
    const program = `
      import { createNodeFiles } from ${JSON.stringify(new URL('../../../src-main/node/nodeFiles.ts', import.meta.url).href)};
      process.setuid(65534);
      const seen = []; const refused = [];
      const files = createNodeFiles();
      for await (const folder of files.scan(${JSON.stringify(root)}, (path) => refused.push(path)))
        seen.push(...folder.files.map(({ relativePath }) => relativePath));
      await files.close();
      console.log(JSON.stringify({ seen, refused }));`;
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toEqual({ seen: ['open/file'], refused: ['shut'] });
  });
});

describe('paths stay inside', () => {
  it.each(['..', '../x', 'a/../../x', '/etc/passwd', '', 'a//b', './a', 'a\0b', 'a/'])('%j', async (path) => {
    const root = newFolder();
    for (const attempt of [files.read(root, path, 0, 1), files.stat(root, path), digest(root, path)]) {
      await expect(attempt).rejects.toMatchObject({ code: 'path.escapes' });
    }
  });

  it('a symlink is refused as the file and as a folder on the way', async () => {
    const [root, outside] = [newFolder(), newFolder()];
    writeFileSync(join(outside, 'secret'), 'secret');
    symlinkSync(join(outside, 'secret'), join(root, 'file'));
    symlinkSync(outside, join(root, 'folder'));
    for (const path of ['file', 'folder/secret']) {
      await expect(files.read(root, path, 0, 9)).rejects.toMatchObject({ code: 'path.escapes' });
      await expect(files.stat(root, path)).rejects.toMatchObject({ code: 'path.escapes' });
      await expect(digest(root, path)).rejects.toMatchObject({ code: 'path.escapes' });
    }
  });

  it('any name either reads what lies below the root or is refused', async () => {
    const root = newFolder();
    writeFileSync(join(root, '..', `outside-${process.pid}`), 'outside');
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a', 'inside'), 'inside');
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', 'inside', `outside-${process.pid}`, '%2e%2e'),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const text = await files.read(root, parts.join('/'), 0, 100).then(
          (bytes) => new TextDecoder().decode(bytes),
          () => null,
        );
        expect([null, 'inside']).toContain(text);
      }),
      { numRuns: 500 },
    );
  });

  it('a folder swapped for a symlink while reading never shows the outside', async () => {
    const [root, outside] = [newFolder(), newFolder()];
    mkdirSync(join(root, 'real'));
    writeFileSync(join(root, 'real', 'file'), 'inside');
    writeFileSync(join(outside, 'file'), 'outside');
    symlinkSync(outside, join(root, 'other'));
    const seen = new Set<string>();
    for (let round = 0; round < 300; round += 1) {
      const reading = files.read(root, 'real/file', 0, 100).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => 'refused',
      );
      renameSync(join(root, 'real'), join(root, 'kept'));
      renameSync(join(root, 'other'), join(root, 'real'));
      await new Promise((resolve) => setImmediate(resolve));
      renameSync(join(root, 'real'), join(root, 'other'));
      renameSync(join(root, 'kept'), join(root, 'real'));
      seen.add(await reading);
    }
    expect([...seen]).not.toContain('outside');
  });
});

describe('reading', () => {
  it('answers ranges, and less at the end', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'file'), 'abcdef');
    const text = async (offset: number, length: number) =>
      new TextDecoder().decode(await files.read(root, 'file', offset, length));
    expect(await text(2, 2)).toBe('cd');
    expect(await text(4, 100)).toBe('ef');
    expect(await text(100, 4)).toBe('');
    await expect(files.read(root, 'none', 0, 1)).rejects.toMatchObject({ code: 'image.noFile' });
    mkdirSync(join(root, 'folder'));
    await expect(files.read(root, 'folder', 0, 1)).rejects.toMatchObject({ code: 'image.noFile' });
  });

  it('digests of several megabytes, several at once, off the main thread', async () => {
    const root = newFolder();
    const contents = [randomBytes(3_500_000), Buffer.alloc(0), randomBytes(1_048_576)];
    contents.forEach((content, index) => {
      writeFileSync(join(root, `${index}`), content);
    });
    const digests = await Promise.all(contents.map((_, index) => digest(root, `${index}`)));
    const of = (name: string, content: Buffer) => createHash(name).update(content).digest('hex');
    expect(digests).toEqual(contents.map((content) => ({ sha256: of('sha256', content), md5: of('md5', content) })));
  });

  it('large and small ones together, each told with what its name leads to then', async () => {
    const root = newFolder();
    const contents = new Map([
      ['large', randomBytes(17 * 1024 ** 2)],
      ['small', randomBytes(100)],
      ['gone', randomBytes(100)],
    ]);
    for (const [name, content] of contents) writeFileSync(join(root, name), content);
    const asked = ['large', 'none', '../out', 'small', 'gone'];
    const opened = await files.open(root, asked);
    expect(opened.map((one) => (one instanceof AppError ? one.code : one.found.relativePath))).toEqual([
      ...['large', 'image.noFile', 'path.escapes', 'small', 'gone'],
    ]);
    const open = opened.flatMap((one) => (one instanceof AppError ? [] : [one]));
    expect(open.map(({ head }) => head.length)).toEqual([32_768, 100, 100]);
    expect(Buffer.from((await open[0]?.read(17 * 1024 ** 2 - 5, 99)) ?? []).length).toBe(5);
    rmSync(join(root, 'gone'));
    const told = new Map<string, DigestedFile | AppError>();
    await files.digest(open, (file, digested) => told.set(file.found.relativePath, digested));
    for (const [name, content] of contents) {
      const of = (algorithm: string) => createHash(algorithm).update(content).digest('hex');
      const after = name === 'gone' ? null : expect.objectContaining({ relativePath: name, sizeBytes: content.length });
      expect(told.get(name)).toEqual({ digests: { sha256: of('sha256'), md5: of('md5') }, after });
    }
  });

  it('a scan looks closer at what is known only, and leaves out folders and files that are not wanted', async () => {
    const root = newFolder();
    for (const folder of ['a', 'b']) {
      mkdirSync(join(root, folder));
      for (const name of ['known', 'new', 'other']) writeFileSync(join(root, folder, name), name);
    }
    const seen: (readonly [string, number | null])[] = [];
    const options = {
      onFolder: (path: string) => path !== 'b',
      isWanted: (path: string) => !path.endsWith('other'),
      isKnown: (path: string) => path.endsWith('known'),
    };
    for await (const folder of files.scan(root, () => {}, undefined, options))
      seen.push(...folder.files.map((file) => [file.relativePath, file.found?.sizeBytes ?? null] as const));
    expect(seen).toEqual([
      ['a/known', 5],
      ['a/new', null],
    ]);
    const [there, gone] = await files.peek(root, ['a/known', 'a/none']);
    expect([there?.sizeBytes, gone]).toEqual([5, null]);
  });

  it('a digest can be given up', async () => {
    const root = newFolder();
    writeFileSync(join(root, 'large'), Buffer.alloc(300 * 1024 * 1024));
    const stop = new AbortController();
    const given = digest(root, 'large', stop.signal);
    setImmediate(() => stop.abort(new Error('no longer wanted')));
    await expect(given).rejects.toThrow('no longer wanted');
    writeFileSync(join(root, 'small'), 'x');
    expect((await digest(root, 'small')).md5).toBe(createHash('md5').update('x').digest('hex'));
  });
});
