import { describe, expect, it } from 'vitest';
import type { Digest, ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import type { CheckedImage } from '../../../src-main/ports/imageSource.ts';
import { createMergedImages } from '../../../src-main/registry/mergedImages.ts';
import type { ListedImage } from '../../../src-main/registry/transform.ts';

const registryId = 'r-00000001' as RegistryId;
const sha = (letter: string) => `sha256:${letter.repeat(64)}` as Digest;
const md5 = (letter: string) => letter.repeat(32);
const name = { containerCollection: 'lab', container: 'torch', tag: '2.4' } as const;
const listed = (more: Partial<ListedImage> = {}): ListedImage => ({
  ...name,
  ...{ digest: sha('a'), sizeBytes: null, architecture: null, isFrozen: false, isInLibrary: false },
  ...more,
});
const file = (more: Partial<CheckedImage> = {}): CheckedImage => ({
  ...name,
  ...{ digest: sha('a'), sizeBytes: 40_960, architecture: 'amd64', builtAt: '2026-01-01T00:00:00.000Z' },
  relativePath: `lab/torch:2.4@${md5('1')}.sif`,
  ...more,
});
const merge = (rows: readonly ListedImage[], files: readonly CheckedImage[]) => {
  const merged = createMergedImages(registryId);
  merged.list(rows);
  merged.folderRead(files);
  return merged.images();
};

describe('registry and folder together', () => {
  it('are one image under one name', () => {
    expect(merge([listed({ isFrozen: true })], [file()])).toEqual([
      {
        id: 'r-00000001/lab/torch:2.4',
        registryId,
        ...name,
        ...{ digest: sha('a'), sizeBytes: 40_960, architecture: 'amd64', builtAt: '2026-01-01T00:00:00.000Z' },
        ...{ isFrozen: true, isPrivate: false, relativePath: `lab/torch:2.4@${md5('1')}.sif` },
      },
    ]);
  });

  it('show what only the registry has, without a path', () => {
    expect(merge([listed({ sizeBytes: 4096, architecture: 'arm64' })], [])).toMatchObject([
      { relativePath: null, sizeBytes: 4096, architecture: 'arm64', builtAt: null, isPrivate: false },
    ]);
  });

  it('show what only the folder has, as private unless its collection is listed', () => {
    expect(merge([], [file()])).toMatchObject([{ isPrivate: true, digest: sha('a') }]);
    const [, fresh] = merge([listed()], [file(), file({ tag: '2.5', relativePath: `lab/torch:2.5@${md5('2')}.sif` })]);
    expect(fresh).toMatchObject({ tag: '2.5', isPrivate: false });
  });

  it('know the real digest while the registry has only an md5', () => {
    expect(merge([listed({ digest: `md5:${md5('1')}` as Digest })], [file({ digest: sha('b') })])[0]?.digest).toBe(
      sha('b'),
    );
  });

  it('take the file that the registry means when there are two', () => {
    const older = file({ digest: sha('a'), relativePath: `lab/torch:2.4@${md5('1')}.sif` });
    const orphan = file({ digest: sha('b'), relativePath: `lab/torch:2.4@${md5('2')}.sif` });
    expect(merge([listed()], [older, orphan])[0]?.relativePath).toBe(older.relativePath);
    expect(merge([listed({ digest: `md5:${md5('1')}` as Digest })], [older, orphan])[0]?.relativePath).toBe(
      older.relativePath,
    );
    expect(merge([listed({ digest: null })], [older, orphan])[0]?.relativePath).toBe(orphan.relativePath);
  });

  it('believe the bytes of the folder while the list is older than a push', () => {
    expect(merge([listed({ digest: sha('a') })], [file({ digest: sha('c') })])[0]?.digest).toBe(sha('c'));
  });

  it('give every image its own id', () => {
    const images = merge(
      [listed({ tag: null, digest: sha('a') }), listed({ tag: null, digest: sha('b') }), listed()],
      [],
    );
    expect(new Set(images.map(({ id }) => id)).size).toBe(3);
  });
});

describe('a folder that changes beside a list that changes', () => {
  const path = (letter: string) => `lab/torch:2.4@${md5(letter)}.sif`;
  const older = file({ digest: sha('a'), relativePath: path('1'), modifiedAtMs: 10, architecture: null });
  const newer = file({ digest: sha('b'), relativePath: path('2'), modifiedAtMs: 20 });
  const id = 'r-00000001/lab/torch:2.4' as ImageId;

  it('gives the last word to the later of two files, and the word back when that goes', () => {
    const merged = createMergedImages(registryId);
    expect(merged.folderChanged({ ready: [newer], gone: [] })).toEqual([id]);
    expect(merged.folderChanged({ ready: [newer, older], gone: [] })).toEqual([]);
    expect(merged.image(id)?.relativePath).toBe(path('2'));
    expect(merged.folderChanged({ ready: [], gone: [path('2')] })).toEqual([id]);
    expect(merged.image(id)).toMatchObject({ relativePath: path('1'), digest: sha('a') });
    expect(merged.folderChanged({ ready: [], gone: [path('1')] })).toEqual([id]);
    expect(merged.count()).toBe(0);
  });

  it('keeps what the file says apart from what the list adds', () => {
    const merged = createMergedImages(registryId);
    merged.folderChanged({ ready: [older], gone: [] });
    expect(merged.list([listed({ architecture: 'arm64', isFrozen: true })])).toBe(true);
    expect(merged.image(id)).toMatchObject({ architecture: 'arm64', isFrozen: true, relativePath: path('1') });
    expect(merged.list([listed({ architecture: 'arm64', isFrozen: true })])).toBe(false);
    expect(merged.list([])).toBe(true);
    expect(merged.image(id)).toMatchObject({ architecture: null, isFrozen: false, relativePath: path('1') });
    expect(merged.folderRead([])).toBe(true);
    expect(merged.images()).toEqual([]);
  });

  it('forgets what only the list had', () => {
    const merged = createMergedImages(registryId);
    merged.list([listed({ tag: '1' }), listed({ tag: '2' })]);
    merged.folderRead([file()]);
    expect(merged.count()).toBe(3);
    merged.list([listed({ tag: '2' })]);
    expect(merged.images().map(({ tag }) => tag)).toEqual(['2', '2.4']);
  });
});
