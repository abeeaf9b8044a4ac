import type { PreflightLight } from '../../contract/endpoint.ts';
import { appErrorCodes, type Problem } from '../../contract/errors.ts';
import { goesOnByItself } from '../../contract/explanation.ts';
import { formatAgo, formatSize } from '../../contract/format.ts';
import { problemWords } from '../../contract/problemWords/problems.ts';
import type { Image } from '../../contract/registry.ts';
import { activityWords, copyOutcomes, lightWords, subscriptionStates } from '../../contract/states.ts';
import type { Subscription } from '../../contract/subscription.ts';
import type { Activity, PlannedCopy } from '../../contract/transfer.ts';
import { inWords } from './failure.ts';
import { tableOr } from './output.ts';

export const ago = (at: string | null): string => (at === null ? '' : formatAgo(at, new Date()));

export const size = (bytes: number | null): string => (bytes === null ? '' : formatSize(bytes));

export const imageName = (image: Pick<Image, 'containerCollection' | 'container' | 'tag'>): string =>
  `${image.containerCollection}/${image.container}${image.tag === null ? '' : `:${image.tag}`}`;

/** An image's id without the registry's, which says nothing to people. */
export const nameOfId = (imageId: string): string => imageId.replace(/^r-[0-9a-f]{8}\//, '');

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A problem with the words of the screens, the endpoint called by its name where only its id was known. */
export function problemInWords({ code, facts, at }: Problem, endpoints: readonly Named[] = []) {
  const endpoint = endpoints.find(({ id }) => id === facts.endpointId);
  return { at, ...inWords({ code, facts: endpoint ? { endpointName: endpoint.name, ...facts } : facts }) };
}

const knownCodes: ReadonlySet<unknown> = new Set(appErrorCodes);
const isProblem = (value: object): value is Problem =>
  'code' in value && 'facts' in value && 'at' in value && !('title' in value) && knownCodes.has(value.code);

/** The same JSON, with title and advice beside every problem in it. */
export function withWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withWords);
  if (typeof value !== 'object' || value === null) return value;
  if (isProblem(value)) return { ...value, ...inWords(value) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withWords(inner)]));
}

/** What the screens write beside a light. */
export function lightText({ name, state, problem }: PreflightLight): string {
  const words = lightWords[name];
  if (state === 'ok') return words.ok;
  if (state === 'notKnown') return words.unknown;
  return problem ? problemWords(problem).title : words.not;
}

export function stateText(activity: Activity): string {
  const { state, problem, completedAt } = activity;
  if (state !== 'problem' || problem === null) return activityWords(activity).word;
  const isWaiting = completedAt === null && goesOnByItself(problem);
  return `${isWaiting ? 'Waiting' : 'Problem'}: ${problemWords(problem).title}`;
}

/** What goes on by itself waits; where Globus runs it is said. */
export function subscriptionText({ state, problem, runsAt }: Subscription): string {
  const word = state === 'problem' && goesOnByItself(problem) ? 'Waiting' : subscriptionStates[state].word;
  return runsAt === 'globus' ? `${word} (at Globus)` : word;
}

export const activityTable = (activities: readonly Activity[], empty: string): string =>
  tableOr(
    empty,
    ['STATE', 'IMAGES', 'TO', 'SIZE', 'ASKED', 'ID'],
    activities.map((one) => [
      stateText(one),
      one.images[0] ? `${one.images[0].name}${one.images.length > 1 ? ` (+${one.images.length - 1})` : ''}` : one.label,
      one.destinationName,
      size(one.bytesTotal),
      ago(one.requestedAt),
      one.id,
    ]),
  );

export function copiesTable(copies: readonly PlannedCopy[], endpoints: readonly Named[]): string {
  const nameOf = (wanted: string) => endpoints.find(({ id }) => id === wanted)?.name ?? wanted;
  return tableOr(
    'No image matches.',
    ['OUTCOME', 'IMAGE', 'SIZE', 'TO', 'PATH', 'WHY NOT'],
    copies.map(({ outcome, imageId, sizeBytes, endpointId, destinationPath, problem }) => [
      copyOutcomes[outcome].word,
      nameOfId(imageId),
      size(sizeBytes),
      nameOf(endpointId),
      destinationPath,
      problem === null ? '' : problemInWords(problem, endpoints).title,
    ]),
  );
}
