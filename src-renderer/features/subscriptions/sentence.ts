import type { Translate } from '../../strings/types.ts';

/** A piece of the summary sentence; strong pieces are what the user chose. */
export interface SentencePart {
  readonly text: string;
  readonly isStrong: boolean;
}

export interface SentenceFacts {
  readonly registryName: string | null;
  readonly containerCollection: string;
  readonly container: string;
  readonly tag: string;
  readonly architecture: string | null;
  /** Already in words, such as "10 GB"; null = any size. */
  readonly maxSize: string | null;
  readonly signedOnly: boolean;
  /** As shown, such as "20:00–07:00"; null = at any time. */
  readonly hours: string | null;
  readonly includesExisting: boolean;
  readonly endpointNames: readonly string[];
}

/** Marks of strong pieces within a sentence, from the range that no name may use for anything else. */
const [open, close] = ['\ue000', '\ue001'];
const strong = (text: string): string => `${open}${text.replaceAll(/[\ue000\ue001]/g, '')}${close}`;

const orAll = (glob: string): string => glob.trim() || '*';

function whatOf(t: Translate, { registryName, containerCollection, container }: SentenceFacts): string {
  const [from, name] = [orAll(containerCollection), orAll(container)];
  const isWhole = from === '*' && name === '*';
  return strong(isWhole ? (registryName ?? t('subscriptions.sentence.theRegistry')) : `${from}/${name}`);
}

/** Three names at most; more are counted. */
function whereOf(t: Translate, names: readonly string[]): string {
  const shown = names.length <= 3 ? names : names.slice(0, 2);
  const rest = names.length - shown.length;
  const counted = rest > 0 ? [t('subscriptions.sentence.more', { count: rest })] : [];
  const [first = strong('…'), second, third] = [...shown, ...counted].map(strong);
  if (second === undefined) return first;
  return third === undefined
    ? t('subscriptions.sentence.two', { first, last: second })
    : t('subscriptions.sentence.three', { first, second, last: third });
}

const tagOf = (t: Translate, tag: string): string =>
  tag === '*'
    ? t('subscriptions.sentence.withTag', { tag: strong(t('subscriptions.sentence.anyTag')) })
    : t('subscriptions.sentence.tag', { tag: strong(tag) });

function imageOf(t: Translate, { architecture, signedOnly }: SentenceFacts): string {
  const signed = strong(t('subscriptions.sentence.signed'));
  if (architecture === null)
    return signedOnly ? t('subscriptions.sentence.imageSigned', { signed }) : t('subscriptions.sentence.image');
  const chosen = { architecture: strong(architecture), signed };
  return t(signedOnly ? 'subscriptions.sentence.imageSignedFor' : 'subscriptions.sentence.imageFor', chosen);
}

/** "Send every image of **lab/torch** with **any tag** to **Cluster scratch** when it changes." */
export function subscriptionSentence(t: Translate, facts: SentenceFacts): readonly SentencePart[] {
  const { maxSize, includesExisting, hours } = facts;
  const parts = {
    every: t(includesExisting ? 'subscriptions.sentence.every' : 'subscriptions.sentence.everyNew'),
    image: imageOf(t, facts),
    what: whatOf(t, facts),
    tag: tagOf(t, orAll(facts.tag)),
    where: whereOf(t, facts.endpointNames),
  };
  const sentence =
    maxSize === null
      ? t('subscriptions.sentence.whole', parts)
      : t('subscriptions.sentence.wholeUpTo', { ...parts, size: strong(maxSize) });
  return partsOf(hours === null ? sentence : t('subscriptions.sentence.inHours', { sentence, hours: strong(hours) }));
}

const partsOf = (sentence: string): readonly SentencePart[] =>
  sentence.split(open).flatMap((piece, index) => {
    const [text = '', rest = ''] = index === 0 ? ['', piece] : piece.split(close);
    return [
      { text, isStrong: true },
      { text: rest, isStrong: false },
    ].filter((part) => part.text !== '');
  });

export const sentenceText = (parts: readonly SentencePart[]): string => parts.map(({ text }) => text).join('');
