import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { shortDigest } from '../../../src-main/contract/format.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import { nameOf } from '../../lib/imageName.ts';
import type { Words } from '../../strings/createWords.ts';
import type { PlacementsOfImage } from './placementSummary.ts';

/** One of two images, with what the lists say beside it. */
export interface Compared {
  readonly image: Image;
  readonly registryName: string;
  readonly placements: PlacementsOfImage | undefined;
}

/** What one image says in a line; null: it is not known. */
interface Side {
  readonly text: string;
  /** All of it, where `text` is short. */
  readonly whole?: string;
  readonly state?: StateWords;
}

export type Change = 'same' | 'changed' | 'notKnown';

export interface CompareLine {
  readonly id: string;
  readonly label: string;
  readonly one: Side | null;
  readonly other: Side | null;
  readonly change: Change;
}

export interface CompareSection {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly CompareLine[];
}

export type Verdict = 'same' | 'different' | 'notKnown';

const kindOf = (digest: string): string => digest.slice(0, digest.indexOf(':'));

/** Whether the two are one file. Digests of two kinds say nothing of each other. */
export function verdictOf(one: Pick<Image, 'digest'>, other: Pick<Image, 'digest'>): Verdict {
  if (one.digest === null || other.digest === null) return 'notKnown';
  if (one.digest === other.digest) return 'same';
  return kindOf(one.digest) === kindOf(other.digest) ? 'different' : 'notKnown';
}

const changeOf = (one: string | null, other: string | null): Change => {
  if (one === null || other === null) return 'notKnown';
  return one === other ? 'same' : 'changed';
};

/** A line whose sides are told apart by what `whole` or, where there is none, `text` says. */
function lineOf(id: string, label: string, one: Side | null, other: Side | null): CompareLine {
  const told = (side: Side | null) => side && (side.whole ?? side.text);
  return { id, label, one, other, change: changeOf(told(one), told(other)) };
}

const plain = (text: string | null): Side | null => (text === null ? null : { text });

function imageLines({ t, format }: Words, one: Compared, other: Compared): readonly CompareLine[] {
  const line = (id: string, label: string, sideOf: (side: Compared) => Side | null) =>
    lineOf(id, label, sideOf(one), sideOf(other));
  const digest = line('digest', t('containers.facts.digest'), ({ image }) =>
    image.digest === null ? null : { text: shortDigest(image.digest), whole: image.digest },
  );
  return [
    line('container', t('containers.compare.container'), ({ image }) => plain(nameOf(image))),
    line('tag', t('containers.columns.tag'), ({ image }) => plain(image.tag ?? t('containers.noTag'))),
    verdictOf(one.image, other.image) === 'notKnown' ? { ...digest, change: 'notKnown' } : digest,
    line('size', t('containers.facts.size'), ({ image: { sizeBytes } }) =>
      sizeBytes === null ? null : { text: format.size(sizeBytes), whole: format.exactBytes(sizeBytes) },
    ),
    line('built', t('containers.facts.built'), ({ image: { builtAt } }) =>
      builtAt === null ? null : { text: format.exactTime(builtAt) },
    ),
    line('architecture', t('containers.facts.architecture'), ({ image }) => plain(image.architecture)),
    line('registry', t('containers.facts.registry'), ({ registryName }) => plain(registryName || null)),
  ];
}

/** Where either of them is, was or will be. */
function whereLines({ states }: Words, one: Compared, other: Compared, endpoints: readonly Endpoint[]) {
  const sideAt = ({ placements }: Compared, { id }: Endpoint): Side => {
    const state = states.placement[placements?.get(id) ?? 'notKnown'];
    return { text: state.word, state };
  };
  const isSeen = ({ placements }: Compared, { id }: Endpoint): boolean =>
    ['upToDate', 'older', 'onItsWay'].includes(placements?.get(id) ?? 'notKnown');
  return endpoints
    .filter((endpoint) => isSeen(one, endpoint) || isSeen(other, endpoint))
    .map((endpoint) => lineOf(endpoint.id, endpoint.name, sideAt(one, endpoint), sideAt(other, endpoint)));
}

/** Everything that is known of two images, line by line. */
export function compareSections(
  words: Words,
  one: Compared,
  other: Compared,
  endpoints: readonly Endpoint[],
): readonly CompareSection[] {
  const { t } = words;
  return [
    { id: 'image', title: t('containers.facts.title'), lines: imageLines(words, one, other) },
    { id: 'where', title: t('containers.where.title'), lines: whereLines(words, one, other, endpoints) },
  ];
}

/** How the second differs from the first, in sentences: the size, and which is newer. */
export function differences({ t, format }: Words, one: Image, other: Image): readonly string[] {
  const found: string[] = [];
  if (one.sizeBytes !== null && other.sizeBytes !== null && one.sizeBytes !== other.sizeBytes) {
    const by = other.sizeBytes - one.sizeBytes;
    const percent = one.sizeBytes === 0 ? 100 : Math.round((100 * Math.abs(by)) / one.sizeBytes);
    const facts = { size: format.size(Math.abs(by)), percent };
    found.push(by > 0 ? t('containers.compare.larger', facts) : t('containers.compare.smaller', facts));
  }
  if (one.builtAt !== null && other.builtAt !== null && one.builtAt !== other.builtAt)
    found.push(t(other.builtAt > one.builtAt ? 'containers.compare.newer' : 'containers.compare.older'));
  return found;
}
