import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { namingProfileSchema } from '../../../src-main/contract/naming.ts';
import { globusFolder, joinGlobusPath, parseImageFileName } from '../../../src-main/domain/imagePath.ts';
import { destinationPathOf } from '../../../src-main/domain/naming.ts';
import { createNodeFiles } from '../../../src-main/node/nodeFiles.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { patience, say, size } from './promise.ts';

const newFolder = temporaryFolders();
const files = createNodeFiles();
afterAll(() => files.close());

const nasty = fc.constantFrom(
  ...[
    '..',
    '.',
    '',
    '/',
    '/etc/passwd',
    'a/../../b',
    '%2e%2e',
    '%2e%2e%2f',
    '..\\..\\x',
    'a\0b',
    '\u2215',
    '\u202Egpj.sif',
  ],
  ...[
    'CON',
    'nul.txt',
    'LPT1',
    'x.',
    'x ',
    '-rf',
    '--help',
    '.hidden',
    'new\nline',
    'tab\t',
    '~',
    '~root',
    'C:',
    'C:/x',
    '\\\\host\\x',
  ],
  ...[
    '\uD800',
    '\u0000',
    '\u001b[2J',
    '$(id)',
    '`id`',
    ';rm',
    '*',
    '?',
    '|',
    '"',
    "'",
    'ﬁ',
    'İ',
    'K',
    '\uFEFF',
    '\u00AD',
    '__proto__',
  ],
  ...['x'.repeat(255), 'x'.repeat(300), 'é'.repeat(200), '🎈'.repeat(120), '../'.repeat(40)],
);
const name = fc.oneof(
  nasty,
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.array(fc.oneof(nasty, fc.string({ maxLength: 5 })), { maxLength: 4 }).map((parts) => parts.join('/')),
);
const profile = fc.constantFrom(...namingProfileSchema.options);

const orRefused = <T>(build: () => T): T | null => {
  try {
    return build();
  } catch (error) {
    if (error instanceof AppError && ['path.escapes', 'image.noFile'].includes(error.code)) return null;
    throw error;
  }
};

const isBadSegment = (segment: string): boolean =>
  segment === '' ||
  segment === '.' ||
  segment === '..' ||
  /[\p{Cc}\p{Cs}\\]/u.test(segment) ||
  Buffer.byteLength(segment) > 255;

/** Whether a path leaves its folder, or holds what no file system or command should be given. */
const leaves = (folder: string, path: string): boolean =>
  !path.startsWith(folder) || posix.normalize(path) !== path || path.slice(folder.length).split('/').some(isBadSegment);

const isUntame = (segment: string): boolean =>
  !/^[A-Za-z0-9._-]+$/.test(segment) ||
  /^[.-]|\.$/.test(segment) ||
  /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment);

describe('F3 no path escapes', () => {
  it('names of a hostile registry, through everything that makes a path', { timeout: patience }, async () => {
    const root = newFolder();
    const marker = `outside-${process.pid}`;
    writeFileSync(join(root, '..', marker), 'outside');
    mkdirSync(join(root, 'in'));
    const found = { names: 0, refused: 0, outside: 0, untame: 0, read: 0 };
    const runs = size(1_000, 10_000);
    await fc.assert(
      fc.asyncProperty(
        name,
        name,
        fc.option(name),
        name,
        profile,
        async (containerCollection, container, tag, path, its) => {
          found.names += 1;
          const image = { containerCollection, container, tag, digest: null, relativePath: path };
          const folder = '/~/containers/';
          const built = orRefused(() => destinationPathOf({ folder, profile: its, image, registryHost: container }));
          if (built === null) found.refused += 1;
          else if (leaves(folder, built)) found.outside += 1;
          else if (its !== 'registry' && built.slice(folder.length).split('/').some(isUntame)) found.untame += 1;
          const source = orRefused(() => joinGlobusPath('/images/', path));
          if (source !== null && leaves('/images/', source)) found.outside += 1;
          const chosen = orRefused(() => globusFolder(path));
          if (chosen !== null && (!chosen.endsWith('/') || chosen.slice(1, -1).split('/').includes('..')))
            found.outside += 1;
          const parsed = parseImageFileName(path);
          if (parsed !== null && leaves('/', `/${parsed.containerCollection}/${parsed.container}`)) found.outside += 1;
          for (const attempt of [
            path,
            `../${marker}`,
            `in/../../${marker}`,
            `${path}/../${marker}`,
            `${path}/${marker}`,
          ]) {
            const text = await files.read(root, attempt, 0, 100).then(
              (bytes) => new TextDecoder().decode(bytes),
              () => null,
            );
            if (text !== null) found.read += 1;
          }
        },
      ),
      { numRuns: runs, seed: 17 },
    );
    say(
      'F3',
      `${found.names} hostile names in 5 profiles: ${found.outside} paths outside, ${found.untame} with characters a command or Windows takes amiss, ` +
        `${found.refused} refused, ${found.read} reads outside the root`,
    );
    expect(found).toMatchObject({ outside: 0, untame: 0, read: 0 });
    expect(found.refused).toBeLessThan(found.names);
  });

  it('folders and files that are swapped for links while they are read', { timeout: patience }, async () => {
    const [root, outside] = [newFolder(), newFolder()];
    mkdirSync(join(root, 'real'));
    writeFileSync(join(root, 'real', 'file'), 'inside');
    writeFileSync(join(outside, 'file'), 'outside');
    symlinkSync(outside, join(root, 'other'));
    symlinkSync(join(outside, 'file'), join(root, 'link'));
    const rounds = size(300, 2_000);
    const seen = { inside: 0, refused: 0, outside: 0 };
    const read = async (path: string): Promise<void> => {
      const outcome = await files.read(root, path, 0, 100).then(
        (bytes) => (new TextDecoder().decode(bytes) === 'inside' ? 'inside' : 'outside'),
        () => 'refused' as const,
      );
      seen[outcome] += 1;
    };
    for (let round = 0; round < rounds; round += 1) {
      const reads = [read('real/file'), read('real/file')];
      const [kept, swap] = round % 2 === 0 ? ['real', 'other'] : ['real/file', 'link'];
      renameSync(join(root, kept), join(root, 'kept'));
      renameSync(join(root, swap), join(root, kept));
      reads.push(read('real/file'));
      if (round % 3 > 0) await new Promise((resolve) => setImmediate(resolve));
      renameSync(join(root, kept), join(root, swap));
      renameSync(join(root, 'kept'), join(root, kept));
      await Promise.all(reads);
    }
    say(
      'F3',
      `${rounds} swaps for links: ${seen.inside} reads inside, ${seen.refused} refused, ${seen.outside} outside`,
    );
    expect(seen.outside).toBe(0);
    expect(seen.inside + seen.refused).toBe(rounds * 3);
  });
});
