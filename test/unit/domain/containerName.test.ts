import { describe, expect, it } from 'vitest';
import { type Digest, type ImageId, imageIdSchema, type RegistryId } from '../../../src-main/contract/ids.ts';
import {
  formatContainerName,
  imageIdOf,
  isContainerName,
  parseContainerName,
  registryOfImageId,
} from '../../../src-main/domain/containerName.ts';

const registryId = 'r-0123abcd' as RegistryId;
const digest = `sha256:${'a'.repeat(64)}` as Digest;

describe('container names', () => {
  it.each([
    ['lab/torch:2.4', { containerCollection: 'lab', container: 'torch', tag: '2.4' }],
    ['lab/torch', { containerCollection: 'lab', container: 'torch', tag: null }],
    ['org/repo/repo:v1', { containerCollection: 'org/repo', container: 'repo', tag: 'v1' }],
    ['Lab/Upper:V2', { containerCollection: 'Lab', container: 'Upper', tag: 'V2' }],
  ])('reads and writes %s', (text, name) => {
    expect(parseContainerName(text)).toEqual(name);
    expect(formatContainerName(name)).toBe(text);
  });

  it.each([
    'torch',
    '/torch:1',
    'lab/',
    'lab/torch:',
    'lab//torch:1',
    '../etc/passwd:1',
    'lab/..:1',
    'lab/torch:..',
    'lab/./x:1',
    'lab/torch:1@2',
    'lab\\x/torch:1',
    'lab/to\u0000rch:1',
    'lab/to\u202erch:1',
    `lab/${'x'.repeat(300)}:1`,
    '',
  ])('refuses %j', (text) => {
    expect(parseContainerName(text)).toBeNull();
  });

  it('takes markup for a name like any other', () => {
    expect(isContainerName({ containerCollection: 'lab', container: '<img onerror=x>', tag: 'v1' })).toBe(true);
  });

  it('makes ids that name their registry, with or without a tag', () => {
    const name = { containerCollection: 'lab', container: 'torch', tag: '2.4' };
    expect(imageIdOf(registryId, name, digest)).toBe('r-0123abcd/lab/torch:2.4');
    expect(imageIdOf(registryId, { ...name, tag: null }, digest)).toBe(`r-0123abcd/lab/torch:@${digest}`);
    expect(imageIdOf(registryId, { ...name, tag: null }, null)).toBe('r-0123abcd/lab/torch:');
    expect(registryOfImageId(imageIdOf(registryId, name, null))).toBe(registryId);
    expect(registryOfImageId('lab/torch:2.4' as ImageId)).toBeNull();
  });

  it('keeps ids within what the contract takes, for the longest names there are', () => {
    const longest = 'n'.repeat(255);
    const id = imageIdOf(registryId, { containerCollection: longest, container: longest, tag: longest }, null);
    expect(imageIdSchema.safeParse(id).success).toBe(true);
  });
});
