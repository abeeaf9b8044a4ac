import { describe, expect, it } from 'vitest';
import { digestOfVersion, listedImages } from '../../../src-main/registry/transform.ts';

const hex = 'a'.repeat(64);
const row = (more: object = {}) => ({
  ...{ id: 1, collection: 'lab', name: 'torch', tag: '2.4', version: `sha256.${hex}`, frozen: false, metadata: {} },
  ...more,
});
const read = (...rows: unknown[]) => listedImages(rows);

describe('the rows of a registry', () => {
  it('become images', () => {
    expect(read(row({ metadata: { upload_id: 'x', upload_filesize: 4096, arch: 'amd64' }, frozen: true }))).toEqual({
      images: [
        {
          ...{ containerCollection: 'lab', container: 'torch', tag: '2.4', digest: `sha256:${hex}`, sizeBytes: 4096 },
          ...{ architecture: 'amd64', isFrozen: true, isInLibrary: true, pageId: 1 },
        },
      ],
      dropped: 0,
    });
  });

  it.each([
    [`sha256.${hex}`, `sha256:${hex}`],
    [`sha256.${hex.toUpperCase()}`, `sha256:${hex}`],
    ['b'.repeat(32), `md5:${'b'.repeat(32)}`],
    ['2026-11-23T06:40:10.253684-06:00', null],
    [null, null],
    ['sha256.short', null],
    ['', null],
  ])('have the digest of version %j', (version, digest) => expect(digestOfVersion(version)).toBe(digest));

  it.each([
    [17, 17],
    ['17', 17],
    ['../admin', undefined],
    ['', undefined],
    [-3, undefined],
    [1.5, undefined],
  ])('of number %j have the page %j', (id, pageId) => {
    expect(read(row({ id })).images[0]?.pageId).toBe(pageId);
  });

  it('leave placeholders of a push out', () => {
    expect(read(row(), row({ id: 2, tag: 'DUMMY-dfd27d0a-833a-4ae9-8539-699acc14f9ab' }))).toMatchObject({
      images: [{ tag: '2.4' }],
      dropped: 0,
    });
  });

  it('count once for one name, the later row, in one order', () => {
    const newer = `sha256.${'c'.repeat(64)}`;
    const { images } = read(
      row({ name: 'b' }),
      row({ name: 'a' }),
      row({ name: 'b', id: 9, version: newer }),
      row({ name: 'b', id: 9, version: newer }),
    );
    expect(images.map(({ container, digest }) => [container, digest])).toEqual([
      ['a', `sha256:${hex}`],
      ['b', `sha256:${'c'.repeat(64)}`],
    ]);
  });

  it('may have no tag; then the digest tells them apart', () => {
    const { images } = read(row({ tag: '' }), row({ tag: null, version: `sha256.${'d'.repeat(64)}` }));
    expect(images).toHaveLength(2);
    expect(images.every(({ tag }) => tag === null)).toBe(true);
  });

  const hostile: [string, string][] = [
    ['climbing', '../../etc'],
    ['a NUL', 'x\u0000y'],
    ['an escape sequence', '\u001b[31m'],
    ['reordered text', 'a\u202efis'],
    ['10 kB', 'x'.repeat(10_000)],
    ['nothing', ''],
    ['a dot', '..'],
    ['a backslash', 'a\\b'],
    ['half a character', '\ud800'],
    ['a colon', 'a:b'],
  ];
  for (const field of ['collection', 'name', 'tag'])
    it.each(hostile)(`are left out when the ${field} holds %s`, (what, text) => {
      if (field === 'tag' && what === 'nothing') return;
      expect(read(row({ [field]: text }), row({ name: 'good' }))).toMatchObject({
        images: [{ container: 'good' }],
        dropped: 1,
      });
    });

  it('keep markup as the text it is', () => {
    const markup = '<img src=x onerror=alert(1)>';
    expect(read(row({ name: markup }))).toMatchObject({ images: [{ container: markup }], dropped: 0 });
  });

  it.each([[null], [7], ['text'], [[]], [{}], [{ id: 1, collection: 5, name: {}, tag: [] }]])('leave out %j', (odd) => {
    expect(read(odd, row())).toMatchObject({ images: [{ container: 'torch' }], dropped: 1 });
  });

  it.each([[-1], [0], [1.5], [Number.POSITIVE_INFINITY], ['4096'], [{}], [Number.MAX_SAFE_INTEGER + 2]])(
    'have no size of %j',
    (upload_filesize) => {
      expect(read(row({ metadata: { upload_filesize } })).images[0]?.sizeBytes).toBeNull();
    },
  );

  it.each([[null], ['x'], [[1]], [7]])('live with metadata %j', (metadata) => {
    expect(read(row({ metadata, frozen: 'yes', version: 12 })).images[0]).toMatchObject({
      digest: null,
      isFrozen: false,
    });
  });

  it('do not reach the prototype of anything', () => {
    const { images } = read(
      JSON.parse(
        '{"id":1,"collection":"__proto__","name":"constructor","tag":"toString","metadata":{"__proto__":{"x":1}}}',
      ),
    );
    expect(images).toMatchObject([{ containerCollection: '__proto__', container: 'constructor', tag: 'toString' }]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('cut what is only shown', () => {
    expect(read(row({ metadata: { arch: `amd\u000764${'x'.repeat(999)}` } })).images[0]?.architecture).toBe(
      `amd64${'x'.repeat(27)}`,
    );
  });
});
