import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkRelativePath,
  globusFolder,
  joinGlobusPath,
  parentFolder,
  parseImageFileName,
} from '../../../src-main/domain/imagePath.ts';

const md5 = '50161a7b705b8ddd3355fff1aea07a33';
const escapes = expect.objectContaining({ code: 'path.escapes' });
const refusal = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('image paths', () => {
  it('reads the name that a registry gives a file', () => {
    expect(parseImageFileName(`dinosaurs/stego:1.0@${md5}.sif`)).toEqual({
      containerCollection: 'dinosaurs',
      container: 'stego',
      tag: '1.0',
      md5,
    });
    expect(parseImageFileName(`org/repo/repo:v1@${md5}.sif`)?.containerCollection).toBe('org/repo');
  });

  it.each([
    `_upload/3/0000000012`,
    `_upload/stego:1.0@${md5}.sif`,
    `dinosaurs/stego:1.0@${md5}.simg`,
    `dinosaurs/stego@${md5}.sif`,
    `stego:1.0@${md5}.sif`,
    `dinosaurs/stego:1.0@${md5.toUpperCase()}.sif`,
    `../x/stego:1.0@${md5}.sif`,
    `teams/logo.png`,
    `a/../stego:1.0@${md5}.sif`,
    `a/st\u0000ego:1.0@${md5}.sif`,
    '',
  ])('takes %j for no image', (path) => {
    expect(parseImageFileName(path)).toBeNull();
  });

  it.each([
    '../secret',
    'a/../../b',
    '/etc/passwd',
    '',
    '.',
    'a//b',
    'a/./b',
    'a\u0000b',
    'a\\b',
    'C:/x',
    'C:',
    'a/\u202eb',
    'a/',
    'x'.repeat(5000),
    `${'y'.repeat(256)}/z`,
  ])('lets no path out of the image root: %j', (path) => {
    expect(refusal(() => checkRelativePath(path))).toEqual(escapes);
    expect(refusal(() => joinGlobusPath('/images/', path))).toEqual(escapes);
  });

  it('joins the harbour and the path below it', () => {
    expect(joinGlobusPath('/~/images', `lab/torch:2@${md5}.sif`)).toBe(`/~/images/lab/torch:2@${md5}.sif`);
    expect(joinGlobusPath('/', 'lab/x.sif')).toBe('/lab/x.sif');
  });

  it('keeps whatever it accepts below the base', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const joined = refusal(() => joinGlobusPath('/base/', path));
        if (typeof joined !== 'string') return;
        expect(new URL(`file://${joined.split('/').map(encodeURIComponent).join('/')}`).pathname).toMatch(/^\/base\/./);
      }),
    );
  });

  it.each([
    ['/scratch/me', '/scratch/me/'],
    ['~', '/~/'],
    ['~/containers', '/~/containers/'],
    ['containers', '/~/containers/'],
    ['//a///b/', '/a/b/'],
    ['/', '/'],
    [' /with space/x ', '/with space/x/'],
  ])('spells the folder %j as Globus does', (text, folder) => {
    expect(globusFolder(text)).toBe(folder);
  });

  it.each(['', '  ', '/a/../b', '..', '~/../x', 'C:\\images', '/a\u0007b', `/${'x'.repeat(300)}`])(
    'refuses the folder %j',
    (text) => {
      expect(refusal(() => globusFolder(text))).toEqual(escapes);
    },
  );

  it('climbs to the top and stops there', () => {
    expect(parentFolder('/a/b/')).toBe('/a/');
    expect(parentFolder('/a/')).toBe('/');
    expect(parentFolder('/~/a/')).toBe('/~/');
    expect(parentFolder('/~/')).toBeNull();
    expect(parentFolder('/')).toBeNull();
  });
});
