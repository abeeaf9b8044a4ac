import { describe, expect, it } from 'vitest';
import type { EndpointId, ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { matchesGlob, matchingImages } from '../../../src-renderer/features/subscriptions/globs.ts';
import {
  type SentenceFacts,
  sentenceText,
  subscriptionSentence,
} from '../../../src-renderer/features/subscriptions/sentence.ts';
import {
  checkDraft,
  destinationAt,
  newDraft,
  type SubscriptionDraft,
  suggestedName,
} from '../../../src-renderer/features/subscriptions/subscriptionDraft.ts';
import { createWords } from '../../../src-renderer/strings/createWords.ts';
import { german } from '../../../src-renderer/strings/german.ts';
import { englishWords } from './englishWords.ts';

const { t } = englishWords;
const registryId = 'r-00000001' as RegistryId;
const scratch = '11111111-1111-4111-8111-111111111111' as EndpointId;
const archive = '22222222-2222-4222-8222-222222222222' as EndpointId;
const nameOfEndpoint = (id: EndpointId) => (id === scratch ? 'Cluster scratch' : 'Archive');

const image = (
  containerCollection: string,
  container: string,
  tag: string | null,
  sizeBytes: number | null = 1e9,
): Image => ({
  id: `${registryId}/${containerCollection}/${container}:${tag ?? ''}` as ImageId,
  registryId,
  containerCollection,
  container,
  tag,
  digest: null,
  sizeBytes,
  architecture: 'amd64',
  builtAt: null,
  isFrozen: false,
  isPrivate: false,
  relativePath: null,
});

describe('matchesGlob', () => {
  it.each([
    ['*', '', true],
    ['torch*', 'torch', true],
    ['torch*', 'torch-gpu', true],
    ['torch', 'torch-gpu', false],
    ['2.?', '2.4', true],
    ['2.?', '2.10', false],
    ['2.4', '2x4', false],
    ['*.4', '2.4', true],
    ['a*b*c', 'aXXbYYc', true],
    ['a*b*c', 'aXXbYY', false],
    ['', '', true],
    ['', 'a', false],
  ])('%s on "%s" is %s', (glob, name, expected) => expect(matchesGlob(glob, name)).toBe(expected));

  it('answers a pattern of many stars at once', () => {
    expect(matchesGlob(`${'a*'.repeat(120)}b`, 'a'.repeat(250))).toBe(false);
  });
});

describe('matchingImages', () => {
  const images = [
    image('lab', 'torch', '2.4'),
    image('lab', 'torch', null),
    image('lab', 'salmon', '1.10', 9e9),
    image('ops', 'torch', '2.4'),
  ];
  const source = { registryId, containerCollection: 'lab', container: '*', tag: '*' };
  const anything = { architecture: null, maxSizeBytes: null };

  it('takes every part of the name', () => {
    expect(matchingImages(images, source, anything)).toHaveLength(3);
    expect(matchingImages(images, { ...source, tag: '2.*' }, anything)).toHaveLength(1);
    expect(matchingImages(images, { ...source, registryId: 'r-00000002' as RegistryId }, anything)).toHaveLength(0);
  });
  it('holds to the conditions', () => {
    expect(matchingImages(images, source, { ...anything, maxSizeBytes: 5e9 })).toHaveLength(2);
    expect(matchingImages(images, source, { ...anything, architecture: 'arm64' })).toHaveLength(0);
  });
});

const facts: SentenceFacts = {
  registryName: 'Lab registry',
  containerCollection: 'lab',
  container: 'torch',
  tag: '*',
  architecture: null,
  maxSize: null,
  signedOnly: false,
  hours: null,
  includesExisting: true,
  endpointNames: ['Cluster scratch'],
};

describe('subscriptionSentence', () => {
  const say = (changed: Partial<SentenceFacts>) => sentenceText(subscriptionSentence(t, { ...facts, ...changed }));

  it('says what the editor holds', () => {
    expect(say({})).toBe('Send every image of lab/torch with any tag to Cluster scratch when it changes.');
    expect(say({ container: '*', tag: '2.*' })).toBe(
      'Send every image of lab/* tag 2.* to Cluster scratch when it changes.',
    );
    expect(say({ containerCollection: '*', container: '*' })).toBe(
      'Send every image of Lab registry with any tag to Cluster scratch when it changes.',
    );
    expect(say({ architecture: 'arm64', maxSize: '10 GB', includesExisting: false })).toBe(
      'Send every new arm64 image of lab/torch with any tag up to 10 GB to Cluster scratch when it changes.',
    );
  });

  it('says the hours', () => {
    expect(say({ hours: '20:00–07:00' })).toBe(
      'Send every image of lab/torch with any tag to Cluster scratch when it changes. Only from 20:00–07:00.',
    );
  });

  it('says that only signed images go', () => {
    expect(say({ signedOnly: true })).toBe(
      'Send every signed image of lab/torch with any tag to Cluster scratch when it changes.',
    );
    expect(say({ signedOnly: true, architecture: 'arm64', includesExisting: false })).toContain(
      'every new signed arm64 image of',
    );
  });

  it('lists endpoints like a person', () => {
    expect(say({ endpointNames: ['A', 'B'] })).toContain(' to A and B when');
    expect(say({ endpointNames: ['A', 'B', 'C'] })).toContain(' to A, B and C when');
    expect(say({ endpointNames: ['A', 'B', 'C', 'D', 'E'] })).toContain(' to A, B and 3 more when');
    expect(say({ endpointNames: [] })).toContain(' to … when');
  });

  it('is a sentence in German too, with the same strong pieces', () => {
    const chosen = { ...facts, architecture: 'arm64', maxSize: '10 GB', includesExisting: false };
    const parts = subscriptionSentence(createWords(german).t, { ...chosen, endpointNames: ['A', 'B'] });
    expect(sentenceText(parts)).toBe(
      'Jedes neue arm64-Image aus lab/torch mit beliebigem Tag bis 10 GB bei Änderung an A und B senden.',
    );
    expect(parts.filter(({ isStrong }) => isStrong).map(({ text }) => text)).toEqual([
      ...['arm64', 'lab/torch', 'beliebigem Tag', '10 GB', 'A', 'B'],
    ]);
  });

  it('takes names as they are, also those that look like its own marks', () => {
    const hostile = { ...facts, container: '{{tag}}<b>\ue000x\ue001', tag: '$t(a)' };
    expect(say(hostile)).toBe('Send every image of lab/{{tag}}<b>x tag $t(a) to Cluster scratch when it changes.');
  });

  it('marks what the user chose', () => {
    const strong = subscriptionSentence(t, facts)
      .filter(({ isStrong }) => isStrong)
      .map(({ text }) => text);
    expect(strong).toEqual(['lab/torch', 'any tag', 'Cluster scratch']);
  });
});

describe('the draft', () => {
  const draft: SubscriptionDraft = {
    ...newDraft({ containerCollection: 'lab', container: 'torch' }, registryId),
    destinations: [destinationAt(scratch)],
  };

  it('suggests a name and uses it when none is typed', () => {
    expect(suggestedName(t, draft, nameOfEndpoint)).toBe('lab/torch → Cluster scratch');
    expect(
      suggestedName(
        t,
        { ...draft, container: '*', tag: '2.*', destinations: [scratch, archive].map(destinationAt) },
        nameOfEndpoint,
      ),
    ).toBe('lab:2.* → 2 endpoints');
    const checked = checkDraft(t, draft, nameOfEndpoint);
    expect(checked.ok && checked.request.name).toBe('lab/torch → Cluster scratch');
  });

  it('reads sizes with a point or a comma', () => {
    const checked = checkDraft(t, { ...draft, maxSizeGb: '1,5' }, nameOfEndpoint);
    expect(checked.ok && checked.request.conditions.maxSizeBytes).toBe(1_500_000_000);
  });

  it.each<[string, Partial<SubscriptionDraft>]>([
    ['registryId', { registryId: null }],
    ['destinations', { destinations: [] }],
    ['maxSizeGb', { maxSizeGb: 'big' }],
    ['maxSizeGb', { maxSizeGb: '-1' }],
    ['container', { container: '  ' }],
    ['tag', { tag: 'x'.repeat(300) }],
    ['name', { name: 'n'.repeat(121) }],
  ])('names the field at fault: %s', (field, changed) => {
    const checked = checkDraft(t, { ...draft, ...changed }, nameOfEndpoint);
    expect(checked.ok ? [] : Object.keys(checked.faults)).toEqual([field]);
  });
});
