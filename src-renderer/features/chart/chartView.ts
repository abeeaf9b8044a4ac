import type { ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { EndpointState } from '../../../src-main/contract/endpoint.ts';
import type { AppErrorCode, Problem } from '../../../src-main/contract/errors.ts';
import { formatCount, formatPercent, formatRate, formatSize } from '../../../src-main/contract/format.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import { endpointKinds, endpointStates, type StateWords } from '../../../src-main/contract/states.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';

/** What an endpoint holds of what is looked for: amber before, blue after an image has arrived. */
export interface Stock {
  readonly isThere: boolean;
  readonly word: string;
}

const waitingReasons: Readonly<Partial<Record<AppErrorCode, string>>> = {
  'consent.needed': 'consent',
  'session.needed': 'log in again',
  'signIn.needed': 'log in',
};

const waitsForYou = (problem: Problem): boolean => problem.code in waitingReasons;

function problemState(problem: Problem): StateWords {
  const reason = waitingReasons[problem.code];
  if (reason !== undefined) return { tone: 'amber', icon: 'key', word: `Waiting for you: ${reason}` };
  return { tone: 'red', icon: 'triangle', word: problemWords(problem).title };
}

type Running = NonNullable<ChartArrow['running']>;

const runningWord = ({ bytesDone, bytesTotal }: Running): string => {
  if (bytesDone === 0) return 'Queued';
  const percent = formatPercent(bytesDone, bytesTotal);
  return percent === null ? 'Sending' : `Sending ${percent}`;
};

/** The state of an endpoint's node: trouble on an arrow first, then what runs, then the endpoint itself. */
export function endpointNodeState({ endpoint }: ChartEndpoint, arrows: readonly ChartArrow[]): StateWords {
  const trouble = arrows.find(({ problem }) => problem !== null)?.problem;
  if (trouble) return problemState(trouble);
  const running = arrows.find((arrow) => arrow.running !== null)?.running;
  if (running) {
    const word = runningWord(running);
    return word === 'Queued' ? { tone: 'grey', icon: 'clock', word } : { tone: 'blue', icon: 'arrow', word };
  }
  if (endpoint.state === 'asleep') return { ...endpointStates.asleep, word: 'Asleep: start Globus Connect' };
  if (endpoint.problem !== null && (endpoint.state === 'waitingForYou' || endpoint.state === 'problem')) {
    return problemState(endpoint.problem);
  }
  return endpointStates[endpoint.state];
}

/** With images chosen, the endpoint is "there" once all of them are up to date at it; else once it has any image. */
export function stockOf(place: ChartEndpoint, chosen: readonly Image[], placements: readonly Placement[]): Stock {
  const { imagesHere, bytesHere, endpoint } = place;
  const all = `${formatCount(imagesHere, 'image')} · ${formatSize(bytesHere)}`;
  const [only, ...others] = chosen;
  if (only === undefined)
    return imagesHere > 0 ? { isThere: true, word: all } : { isThere: false, word: 'Nothing sent yet' };
  const wanted = new Set(chosen.map(({ id }) => id));
  const here = placements.filter(
    ({ imageId, endpointId, state }) => endpointId === endpoint.id && state === 'upToDate' && wanted.has(imageId),
  ).length;
  if (others.length > 0) return { isThere: here === wanted.size, word: `Has ${here} of ${wanted.size} chosen` };
  const name = nameWithTagOf(only);
  return here > 0 ? { isThere: true, word: `Has ${name}` } : { isThere: false, word: `${name} not sent yet` };
}

/** In this order trouble is told of several endpoints at once. */
const worstFirst: readonly EndpointState[] = ['problem', 'waitingForYou', 'paused', 'asleep', 'notKnown', 'online'];

export const worstState = (places: readonly ChartEndpoint[]): EndpointState =>
  worstFirst.find((state) => places.some(({ endpoint }) => endpoint.state === state)) ?? 'notKnown';

/** "Stanford · mapped", "Personal" */
export const endpointLine = ({ endpoint }: ChartEndpoint): string =>
  endpoint.organization === null
    ? endpointKinds[endpoint.kind]
    : `${endpoint.organization} · ${endpointKinds[endpoint.kind].toLowerCase()}`;

export function registryState({ folder, problem, harbour }: Registry): StateWords {
  if (problem) return problemState(problem);
  if (folder.problem) return problemState(folder.problem);
  if (harbour === null) return { tone: 'amber', icon: 'question', word: 'No Globus folder yet' };
  switch (folder.state) {
    case 'watching':
      return { tone: 'green', icon: 'check', word: 'Watching folder' };
    case 'scanningOnly':
      return { tone: 'green', icon: 'check', word: 'Looking every minute' };
    case 'paused':
      return { tone: 'amber', icon: 'bar', word: 'Watching paused' };
    default:
      return { tone: 'green', icon: 'check', word: 'Following the registry' };
  }
}

export const registryLine = ({ url, imageCount }: Registry): string =>
  [hostOf(url), imageCount === null ? null : formatCount(imageCount, 'image')].filter(Boolean).join(' · ');

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

type ArrowLook = 'problem' | 'waiting' | 'running' | 'subscription' | 'paused' | 'plain';

export interface ArrowView {
  readonly look: ArrowLook;
  /** null: a plain line needs no label. */
  readonly label: string | null;
  /** The arrow in a sentence, for the table and for screen readers. */
  readonly spoken: string;
}

const runningLabel = (running: Running): string => {
  const percent = formatPercent(running.bytesDone, running.bytesTotal);
  const files = `${running.filesDone} of ${running.filesTotal}`;
  if (running.bytesDone === 0) return `Queued · ${files}`;
  const rate = running.bytesPerSecond > 0 ? formatRate(running.bytesPerSecond) : null;
  return [percent, rate, files].filter(Boolean).join(' · ');
};

const subscriptionsSpoken = (arrow: ChartArrow): string =>
  arrow.subscriptions.map(({ name, isPaused }) => (isPaused ? `${name} (paused)` : name)).join(', ');

export function arrowView(arrow: ChartArrow): ArrowView {
  const { problem, running, subscriptions } = arrow;
  if (problem) {
    const { word } = problemState(problem);
    return waitsForYou(problem)
      ? { look: 'waiting', label: 'Waiting for you', spoken: word }
      : { look: 'problem', label: 'Problem', spoken: `Problem: ${word}` };
  }
  if (running) return { look: 'running', label: runningLabel(running), spoken: `Sending: ${runningLabel(running)}` };
  if (subscriptions.length === 0) return { look: 'plain', label: null, spoken: 'Nothing runs' };
  const isPaused = subscriptions.every((subscription) => subscription.isPaused);
  return {
    look: isPaused ? 'paused' : 'subscription',
    label: null,
    spoken: `Subscribed: ${subscriptionsSpoken(arrow)}`,
  };
}
