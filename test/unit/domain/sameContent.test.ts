import { expect, it } from 'vitest';
import type { Digest } from '../../../src-main/contract/ids.ts';
import { isContentOf, md5Of } from '../../../src-main/domain/sameContent.ts';

const md5 = 'a'.repeat(32);
const digest = `sha256:${'b'.repeat(64)}` as Digest;
const image = { digest, relativePath: `lab/torch:1@${md5}.sif` };

it('the md5 of a file name and the sha256 that came later are one content', () => {
  expect(md5Of(image)).toBe(`md5:${md5}`);
  expect(isContentOf(digest, image)).toBe(true);
  expect(isContentOf(`md5:${md5}`, image)).toBe(true);
});

it('another md5, another sha256, or a name without one is not', () => {
  expect(isContentOf(`md5:${'c'.repeat(32)}`, image)).toBe(false);
  expect(isContentOf(`sha256:${'c'.repeat(64)}`, image)).toBe(false);
  for (const relativePath of [null, 'lab/torch.sif']) {
    expect(md5Of({ relativePath })).toBeNull();
    expect(isContentOf(`md5:${md5}`, { digest, relativePath })).toBe(false);
  }
});
