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
  readonly includesExisting: boolean;
  readonly endpointNames: readonly string[];
}

const plain = (text: string): SentencePart => ({ text, isStrong: false });
const strong = (text: string): SentencePart => ({ text, isStrong: true });
const orAll = (glob: string): string => glob.trim() || '*';

function sourceParts({ registryName, containerCollection, container, tag }: SentenceFacts): readonly SentencePart[] {
  const [from, name] = [orAll(containerCollection), orAll(container)];
  const isWhole = from === '*' && name === '*';
  const what = isWhole ? (registryName ?? 'the registry') : `${from}/${name}`;
  return [plain(' of '), strong(what), plain(' tag '), strong(orAll(tag))];
}

/** Three names at most; more are counted. */
function endpointParts(names: readonly string[]): readonly SentencePart[] {
  if (names.length === 0) return [plain(' to '), strong('…')];
  const shown = names.length <= 3 ? names : names.slice(0, 2);
  const rest = names.length - shown.length;
  const pieces = [...shown.map(strong), ...(rest > 0 ? [strong(`${rest} more`)] : [])];
  return pieces.flatMap((piece, index) => [
    plain(index === 0 ? ' to ' : index === pieces.length - 1 ? ' and ' : ', '),
    piece,
  ]);
}

/** "Send every image of **lab/torch** tag ***** to **Cluster scratch** when it changes." */
export function subscriptionSentence(facts: SentenceFacts): readonly SentencePart[] {
  const { architecture, maxSize, includesExisting } = facts;
  return [
    plain(includesExisting ? 'Send every ' : 'Send every new '),
    ...(architecture === null ? [] : [strong(architecture), plain(' ')]),
    plain('image'),
    ...sourceParts(facts),
    ...(maxSize === null ? [] : [plain(' up to '), strong(maxSize)]),
    ...endpointParts(facts.endpointNames),
    plain(' when it changes.'),
  ];
}

export const sentenceText = (parts: readonly SentencePart[]): string => parts.map(({ text }) => text).join('');
