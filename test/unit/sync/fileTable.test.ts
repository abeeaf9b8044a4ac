import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src-main/contract/ids.ts';
import { createFileTable } from '../../../src-main/sync/fileTable.ts';
import type { KnownFile } from '../../../src-main/sync/folderStore.ts';

const file = (at: number, more: Partial<KnownFile> = {}): KnownFile => ({
  relativePath: `lab/tool${at}:1@${String(at).padStart(32, '0')}.sif`,
  device: 2049,
  inode: 2 ** 40 + at,
  sizeBytes: 2 ** 33 + at,
  modifiedAtMs: 1_790_000_000_000.125 + at,
  changedAtMs: 1_790_000_000_001.5 + at,
  digest: `sha256:${String(at).padStart(64, '0')}` as Digest,
  architecture: 'amd64',
  builtAt: null,
  ...more,
});

describe('the table of known files', () => {
  it('gives back what was put in, over its pages', () => {
    const table = createFileTable();
    const files = Array.from({ length: 3000 }, (_, at) => file(at, { changedAtMs: at % 2 === 0 ? null : at }));
    for (const one of files) table.put(one);
    expect(files.map(({ relativePath }) => table.get(relativePath))).toEqual(files);
    expect([...table.paths()]).toHaveLength(3000);
    expect(table.get('lab/other')).toBeNull();
  });

  it('knows which are ready, whatever is put again', () => {
    const table = createFileTable();
    const [one, other] = [file(1), file(2)];
    table.put(one);
    table.put(other);
    expect([table.setReady(one.relativePath, true), table.setReady(one.relativePath, true)]).toEqual([true, false]);
    table.put({ ...one, inode: 7 });
    expect(table.get(one.relativePath)?.inode).toBe(7);
    expect([table.isReady(one.relativePath), table.isReady(other.relativePath)]).toEqual([true, false]);
    expect(table.readyFiles()).toBe(1);
    expect(table.setReady('lab/other', true)).toBe(false);
  });

  it('uses the room of what went, not ready any more', () => {
    const table = createFileTable();
    const files = [file(1), file(2), file(3)];
    for (const one of files) table.put(one);
    table.setReady(file(2).relativePath, true);
    expect([table.delete(file(2).relativePath), table.delete(file(2).relativePath)]).toEqual([true, false]);
    table.put(file(4));
    table.put(file(5));
    expect(table.readyFiles()).toBe(0);
    for (const at of [1, 3, 4, 5]) expect(table.get(file(at).relativePath)).toEqual(file(at));
    expect(table.isReady(file(4).relativePath)).toBe(false);
  });
});
