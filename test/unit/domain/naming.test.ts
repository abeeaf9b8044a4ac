import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src-main/contract/ids.ts';
import { namingProfileSchema } from '../../../src-main/contract/naming.ts';
import { destinationPathOf, imagePathAtEndpoint } from '../../../src-main/domain/naming.ts';

const digest = `sha256:${'ab'.repeat(32)}` as Digest;
const relativePath = 'lab/torch:2.4@00000000000000000000000000000000.sif';
const torch = { containerCollection: 'lab', container: 'torch', tag: '2.4', digest, relativePath };

describe('profiles', () => {
  it.each([
    ['plain', 'lab/torch_2.4.sif'],
    ['nextflow', 'containers.lab.edu-lab-torch-2.4.img'],
    ['shpc', 'lab/torch/2.4/lab-torch-2.4.sif'],
    ['digest', `sha256.${'ab'.repeat(32)}.sif`],
    ['registry', 'lab/torch:2.4@00000000000000000000000000000000.sif'],
  ] as const)('%s', (profile, path) => {
    expect(imagePathAtEndpoint(profile, torch, 'containers.lab.edu')).toBe(path);
  });

  it('an image without a tag is called by its digest; nested collections stay folders', () => {
    const untagged = { ...torch, containerCollection: 'lab/deep', tag: null };
    expect(imagePathAtEndpoint('plain', untagged, 'h')).toBe('lab/deep/torch_sha256.abababababab.sif');
  });

  it.each([
    ['..', '__'],
    ['.hidden', '_hidden'],
    ['-rf', '_rf'],
    ['CON', '_CON'],
    ['a:b@c d', 'a_b_c_d'],
    ['', '_'],
  ])('%j as a collection', (containerCollection, start) => {
    const path = imagePathAtEndpoint('plain', { ...torch, containerCollection }, 'h');
    expect(path.split('/')).toHaveLength(2);
    expect(path.startsWith(`${start}/`)).toBe(true);
  });
});

it('no name leaves the folder, whatever the registry calls it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('..', '.', '/', '../../x', 'a//b', '~', 'nul'),
  );
  const named = fc.record({
    containerCollection: text,
    container: text,
    tag: fc.option(text, { nil: null }),
    digest: fc.constantFrom(digest, null),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...namingProfileSchema.exclude(['registry']).options),
      named,
      text,
      (profile, image, registryHost) => {
        const path = destinationPathOf({ folder: '/scratch/images', profile, image, registryHost });
        expect(path).toMatch(
          /^\/scratch\/images\/([A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.(sif|img)$/,
        );
        expect(path.split('/').every((segment) => segment.length <= 700 && !segment.endsWith('.'))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

it("the registry's own names are taken as they are, or refused", () => {
  const named = (path: string | null) => () => imagePathAtEndpoint('registry', { ...torch, relativePath: path }, 'h');
  for (const path of ['../x.sif', '/etc/x.sif', 'a//b.sif', 'a/\u202eb.sif', ''])
    expect(named(path)).toThrow('path.escapes');
  expect(named(null)).toThrow('image.noFile');
});

it('a folder that climbs is refused', () => {
  expect(() => destinationPathOf({ folder: '/a/../b', profile: 'plain', image: torch, registryHost: 'h' })).toThrow(
    'path.escapes',
  );
});
