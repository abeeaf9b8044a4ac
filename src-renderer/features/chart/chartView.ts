import type { ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { EndpointState } from '../../../src-main/contract/endpoint.ts';
import type { AppErrorCode, Problem } from '../../../src-main/contract/errors.ts';
import { goesOnByItself } from '../../../src-main/contract/explanation.ts';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';
import type { Words } from '../../strings/createWords.ts';
import type { Translate } from '../../strings/types.ts';

/** What an endpoint holds of what is looked for: amber before, blue after an image has arrived. */
export interface Stock {
  readonly isThere: boolean;
  readonly word: string;
}

const waitingReasons = {
  'consent.needed': 'chart.state.consent',
  'session.needed': 'chart.state.logInAgain',
  'signIn.needed': 'chart.state.logIn',
} as const satisfies Partial<Record<AppErrorCode, string>>;

const waitsForYou = (code: AppErrorCode): code is keyof typeof waitingReasons => code in waitingReasons;

function problemState({ t, states, problemWords }: Words, problem: Problem): StateWords {
  const { code } = problem;
  if (waitsForYou(code)) return { tone: 'amber', icon: 'key', word: t(waitingReasons[code]) };
  if (code === 'endpoint.asleep') return { ...states.endpoint.asleep, word: t('chart.state.asleep') };
  const word = problemWords(problem).title;
  return goesOnByItself(problem) ? { tone: 'amber', icon: 'clock', word } : { tone: 'red', icon: 'triangle', word };
}

type Running = NonNullable<ChartArrow['running']>;

function runningState({ t, format }: Words, { bytesDone, bytesTotal }: Running): StateWords {
  if (bytesDone === 0) return { tone: 'grey', icon: 'clock', word: t('chart.state.queued') };
  const percent = format.percent(bytesDone, bytesTotal);
  const word = percent === null ? t('chart.state.sending') : t('chart.state.sendingPercent', { percent });
  return { tone: 'blue', icon: 'arrow', word };
}

/** The state of an endpoint's node: trouble on an arrow first, then what runs, then the endpoint itself. */
export function endpointNodeState(
  words: Words,
  { endpoint }: ChartEndpoint,
  arrows: readonly ChartArrow[],
): StateWords {
  const { t, states } = words;
  const trouble = arrows.find(({ problem }) => problem !== null)?.problem;
  if (trouble) return problemState(words, trouble);
  const running = arrows.find((arrow) => arrow.running !== null)?.running;
  if (running) return runningState(words, running);
  if (endpoint.state === 'asleep') return { ...states.endpoint.asleep, word: t('chart.state.asleep') };
  if (endpoint.problem !== null && (endpoint.state === 'waitingForYou' || endpoint.state === 'problem')) {
    return problemState(words, endpoint.problem);
  }
  return states.endpoint[endpoint.state];
}

/** With images chosen, the endpoint is "there" once all of them are up to date at it; else once it has any image. */
export function stockOf(
  { t, format }: Words,
  { imagesHere, bytesHere, endpoint }: ChartEndpoint,
  chosen: readonly Image[],
  placements: readonly Placement[],
): Stock {
  const [only, ...others] = chosen;
  if (only === undefined && imagesHere === 0) return { isThere: false, word: t('chart.node.nothingSent') };
  if (only === undefined) {
    const images = t('chart.counts.images', { count: imagesHere });
    return { isThere: true, word: t('chart.node.stock', { images, size: format.size(bytesHere) }) };
  }
  const wanted = new Set(chosen.map(({ id }) => id));
  const here = placements.filter(
    ({ imageId, endpointId, state }) => endpointId === endpoint.id && state === 'upToDate' && wanted.has(imageId),
  ).length;
  if (others.length > 0) {
    return { isThere: here === wanted.size, word: t('chart.node.hasSome', { here, count: wanted.size }) };
  }
  const name = nameWithTagOf(only);
  return here > 0
    ? { isThere: true, word: t('chart.node.has', { name }) }
    : { isThere: false, word: t('chart.node.notSentYet', { name }) };
}

/** In this order trouble is told of several endpoints at once. */
const worstFirst: readonly EndpointState[] = ['problem', 'waitingForYou', 'paused', 'asleep', 'notKnown', 'online'];

export const worstState = (places: readonly ChartEndpoint[]): EndpointState =>
  worstFirst.find((state) => places.some(({ endpoint }) => endpoint.state === state)) ?? 'notKnown';

/** "Stanford · mapped", "Personal" */
export const endpointLine = ({ t, states }: Words, { endpoint: { organization, kind } }: ChartEndpoint): string =>
  organization === null
    ? states.endpointKind[kind]
    : t('chart.node.kindAt', { organization, kind: t(`chart.node.${kind}`) });

export function registryState(words: Words, { folder, problem, harbour }: Registry): StateWords {
  const { t } = words;
  if (problem) return problemState(words, problem);
  if (folder.problem) return problemState(words, folder.problem);
  if (harbour === null) return { tone: 'amber', icon: 'question', word: t('chart.state.noGlobusFolder') };
  const word = t(`chart.state.${folder.state}`);
  return folder.state === 'paused' ? { tone: 'amber', icon: 'bar', word } : { tone: 'green', icon: 'check', word };
}

export const registryLine = (t: Translate, { url, imageCount }: Registry): string =>
  [hostOf(url), imageCount === null ? null : t('chart.counts.images', { count: imageCount })]
    .filter(Boolean)
    .join(' · ');

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

export type ArrowLook = 'problem' | 'waiting' | 'held' | 'running' | 'subscription' | 'paused' | 'plain';

export interface ArrowView {
  readonly look: ArrowLook;
  /** null: a plain line needs no label. */
  readonly label: string | null;
  /** The arrow in a sentence, for the table and for screen readers. */
  readonly spoken: string;
}

const runningLabel = ({ t, format }: Words, running: Running): string => {
  const percent = format.percent(running.bytesDone, running.bytesTotal);
  const files = t('chart.arrow.filesOf', { done: running.filesDone, total: running.filesTotal });
  if (running.bytesDone === 0) return t('chart.arrow.queued', { files });
  const rate = running.bytesPerSecond > 0 ? format.rate(running.bytesPerSecond) : null;
  return [percent, rate, files].filter(Boolean).join(' · ');
};

function troubledArrow(words: Words, problem: Problem): ArrowView {
  const { t } = words;
  const { word } = problemState(words, problem);
  if (waitsForYou(problem.code)) return { look: 'waiting', label: t('chart.arrow.waitingForYou'), spoken: word };
  if (goesOnByItself(problem)) {
    const what = words.problemWords(problem).title;
    return { look: 'held', label: t('chart.arrow.waiting'), spoken: t('chart.arrow.waitingSpoken', { what }) };
  }
  return { look: 'problem', label: t('chart.arrow.problem'), spoken: t('chart.arrow.problemSpoken', { what: word }) };
}

export function arrowView(words: Words, { problem, running, subscriptions }: ChartArrow): ArrowView {
  const { t } = words;
  if (problem) return troubledArrow(words, problem);
  if (running) {
    const label = runningLabel(words, running);
    return { look: 'running', label, spoken: t('chart.arrow.sendingSpoken', { what: label }) };
  }
  if (subscriptions.length === 0) return { look: 'plain', label: null, spoken: t('chart.arrow.nothingRuns') };
  const isPaused = subscriptions.every((subscription) => subscription.isPaused);
  const names = subscriptions.map((each) => (each.isPaused ? t('chart.arrow.paused', { name: each.name }) : each.name));
  return {
    look: isPaused ? 'paused' : 'subscription',
    label: null,
    spoken: t('chart.arrow.subscribed', { names: names.join(', ') }),
  };
}
