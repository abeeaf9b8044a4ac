import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { readSif } from '../../../src-main/sif/readSif.ts';
import { sifEnd } from '../../../src-main/sif/sifHeader.ts';
import { architectureOf, summarizeSif } from '../../../src-main/sif/summarizeSif.ts';
import { makeSif, sifFixture, sourceOf } from './sifFixtures.ts';

const codeOf = async (bytes: Uint8Array): Promise<string> =>
  readSif(sourceOf(bytes)).then(
    () => 'whole',
    (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
  );

const setNumber = (bytes: Uint8Array, offset: number, value: bigint): Uint8Array => {
  const changed = bytes.slice();
  new DataView(changed.buffer).setBigInt64(offset, value, true);
  return changed;
};

const made = makeSif([
  { type: 0x4001, name: 'recipe', content: 'bootstrap: docker\n' },
  { type: 0x4003, content: '{"maintainer":"lab"}' },
  { type: 0x4004, content: new Uint8Array(500), extra: new Uint8Array([1, 0, 0, 0, 2, 0, 0, 0, 0x30, 0x32, 0]) },
]);

describe('files written by other tools', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    empty: [],
    'one-group': ['partition', 'partition'],
    'one-group-signed-pgp': ['partition', 'partition', 'signature'],
    'one-group-signed-dsse': ['partition', 'partition', 'signature'],
    'one-group-signed-legacy': ['partition', 'partition', 'signature'],
    'two-groups': ['partition', 'partition', 'partition'],
    'one-object-generic-json': ['json'],
  };
  for (const [name, kinds] of Object.entries(expected)) {
    const bytes = sifFixture(name);
    it.skipIf(bytes === null)(`${name} is whole at its full length and at no shorter one`, async () => {
      if (bytes === null) return;
      const file = await readSif(sourceOf(bytes));
      expect(file.objects.map((object) => object.kind)).toEqual(kinds);
      expect(sifEnd(file.header)).toBe(bytes.length);
      for (const cut of [1, 100, bytes.length - 20_000, bytes.length - 127, bytes.length]) {
        expect(await codeOf(bytes.slice(0, bytes.length - cut))).toBe('image.incomplete');
      }
    });
  }

  const signed = sifFixture('one-group-signed-pgp');
  it.skipIf(signed === null)('a signature is seen', async () => {
    expect((await summarizeSif(sourceOf(signed ?? made))).isSigned).toBe(true);
  });
});

describe('what is refused', () => {
  it('tells a growing file, a file of another kind and a damaged one apart', async () => {
    expect(await codeOf(new Uint8Array())).toBe('image.incomplete');
    expect(await codeOf(made.slice(0, 40))).toBe('image.incomplete');
    expect(await codeOf(new Uint8Array(200))).toBe('image.notSif');
    expect(await codeOf(new TextEncoder().encode('<!doctype html>'.repeat(20)))).toBe('image.notSif');
    expect(await codeOf(made)).toBe('whole');
  });

  it.each([
    ['free descriptors', 80, -1n],
    ['total in the millions', 88, 5_000_000n],
    ['table inside the header', 96, 8n],
    ['table over the data', 96, 30_000n],
    ['negative data offset', 112, -4096n],
    ['data size past every file', 120, 2n ** 62n],
    ['object in the header', 4096 + 17, 0n],
    ['negative object size', 4096 + 25, -5n],
  ])('%s', async (_name, offset, value) => {
    expect(await codeOf(setNumber(made, offset, value))).toBe('image.corrupt');
  });

  it('an object past the end of the file is not whole yet', async () => {
    expect(await codeOf(setNumber(made, 4096 + 25, 10_000_000n))).toBe('image.incomplete');
  });

  it('an unknown format version', async () => {
    const other = made.slice();
    other.set([0x30, 0x32], 42);
    expect(await codeOf(other)).toBe('image.notSif');
  });
});

describe('hostile files', () => {
  const seeds = [made, sifFixture('one-group-signed-pgp') ?? made, sifFixture('two-groups') ?? made];

  it('never crash the reader nor make it read without bounds', async () => {
    const change = fc.record({
      seed: fc.nat(seeds.length - 1),
      writes: fc.array(fc.tuple(fc.oneof(fc.nat(160), fc.integer({ min: 4096, max: 8000 })), fc.nat(255)), {
        maxLength: 40,
      }),
      length: fc.option(fc.nat(60_000), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ seed, writes, length }) => {
        const bytes = (seeds[seed] ?? made).slice(0, length ?? undefined);
        for (const [offset, value] of writes) if (offset < bytes.length) bytes[offset] = value;
        const source = sourceOf(bytes);
        const outcome = await summarizeSif(source).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AppError);
        else expect(() => JSON.stringify(outcome)).not.toThrow();
        expect(source.bytesRead()).toBeLessThan(6 * 1024 * 1024);
      }),
      { numRuns: 1500 },
    );
  });

  it('a source that ends before its stated size is incomplete', async () => {
    const lying = {
      sizeBytes: made.length,
      read: async (offset: number, length: number) => made.slice(offset, Math.min(offset + length, 20_000)),
    };
    await expect(readSif(lying)).rejects.toMatchObject({ code: 'image.incomplete' });
  });

  it('a source that answers in crumbs is read whole', async () => {
    const crumbs = {
      sizeBytes: made.length,
      read: async (offset: number, length: number) => made.slice(offset, offset + Math.min(length, 777)),
    };
    expect((await readSif(crumbs)).objects).toHaveLength(3);
  });
});

describe('summaries', () => {
  it('recipe, labels, architecture, objects', async () => {
    const summary = await summarizeSif(sourceOf(made));
    expect(summary).toMatchObject({
      architecture: 'amd64',
      createdAt: '2023-11-14T22:13:20.000Z',
      definition: 'bootstrap: docker\n',
      labels: { maintainer: 'lab' },
      environment: null,
      isSigned: false,
    });
    expect(summary.objects[0]).toEqual({ id: 1, kind: 'definition', name: 'recipe', sizeBytes: 18 });
  });

  it('the partition tells the architecture when the header does not', async () => {
    const extra = new Uint8Array([1, 0, 0, 0, 2, 0, 0, 0, 0x30, 0x34, 0]);
    const unknown = makeSif([{ type: 0x4004, content: 'x', extra }], { architecture: '00' });
    expect(architectureOf(await readSif(sourceOf(unknown)))).toBe('arm64');
  });

  it.each([
    ['not JSON', '{oops', {}],
    ['a list', '[1,2]', {}],
    ['other values than text', '{"n":1,"o":{"a":null}}', { n: '1', o: '{"a":null}' }],
    ['the older wrapping', '{"data":{"attributes":{"labels":{"a":"b"}}}}', { a: 'b' }],
    ['half a surrogate and an override', '{"a":"x\\ud800\\u202ey\\u0007"}', { a: 'x\ufffdy' }],
  ])('labels that are %s', async (_name, content, labels) => {
    expect((await summarizeSif(sourceOf(makeSif([{ type: 0x4003, content }])))).labels).toEqual(labels);
  });

  it('a label called __proto__ stays a label', async () => {
    const summary = await summarizeSif(sourceOf(makeSif([{ type: 0x4003, content: '{"__proto__":"x"}' }])));
    expect(Object.hasOwn(summary.labels, '__proto__')).toBe(true);
  });
});
