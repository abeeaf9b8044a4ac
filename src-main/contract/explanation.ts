import type { AppErrorCode, Problem } from './errors.ts';
import { problemWords } from './problemWords/problems.ts';

export type Fixer = 'you' | 'endpointOwner' | 'endpointAdmin' | 'registryAdmin' | 'globus' | 'nobody';

/** The one thing that helps. `wait`: nothing is to be done, it goes on by itself or passes. */
export type RemedyAction =
  | 'signInGlobus'
  | 'signInRegistry'
  | 'grantConsent'
  | 'chooseFolder'
  | 'chooseEndpoint'
  | 'freeSpace'
  | 'startGlobusConnect'
  | 'askContact'
  | 'sendAgain'
  | 'confirm'
  | 'resumeAll'
  | 'refresh'
  | 'changeSubscription'
  | 'openRegistry'
  | 'repairImage'
  | 'checkNetwork'
  | 'checkInput'
  | 'freeOwnDisk'
  | 'updateApp'
  | 'reportDefect'
  | 'wait';

interface Remedy {
  readonly whoCanFix: Fixer;
  readonly action: RemedyAction;
  /** Whether the same thing may succeed later without anybody changing the request. */
  readonly isRetryable: boolean;
}

export interface Explanation extends Remedy {
  readonly code: AppErrorCode;
  /** A sentence for people. */
  readonly cause: string;
  /** Globus's own word for it, when it had one. */
  readonly raw: string | null;
}

const remedy = (whoCanFix: Fixer, action: RemedyAction, isRetryable: boolean): Remedy => ({
  whoCanFix,
  action,
  isRetryable,
});

const remedies: Readonly<Record<AppErrorCode, Remedy>> = {
  'network.unreachable': remedy('you', 'checkNetwork', true),
  'network.timeout': remedy('nobody', 'wait', true),
  'network.tls': remedy('registryAdmin', 'checkNetwork', false),
  'network.proxyRefused': remedy('you', 'checkNetwork', true),
  'network.caFile': remedy('you', 'checkNetwork', false),
  'network.tooLarge': remedy('registryAdmin', 'askContact', false),
  'answer.notJson': remedy('nobody', 'wait', true),
  'answer.cut': remedy('nobody', 'wait', true),
  'answer.unexpected': remedy('nobody', 'reportDefect', false),
  'service.rateLimited': remedy('nobody', 'wait', true),
  'service.unavailable': remedy('nobody', 'wait', true),
  'service.refused': remedy('globus', 'reportDefect', false),
  'signIn.needed': remedy('you', 'signInGlobus', true),
  'signIn.cancelled': remedy('you', 'signInGlobus', true),
  'signIn.timedOut': remedy('you', 'signInGlobus', true),
  'signIn.denied': remedy('you', 'signInGlobus', true),
  'signIn.refused': remedy('you', 'signInGlobus', true),
  'signIn.otherAccount': remedy('you', 'signInGlobus', true),
  'signIn.configuration': remedy('you', 'checkInput', false),
  'consent.needed': remedy('you', 'grantConsent', true),
  'session.needed': remedy('you', 'signInGlobus', true),
  'registry.notFound': remedy('you', 'openRegistry', false),
  'registry.notARegistry': remedy('you', 'checkInput', false),
  'registry.tokenRefused': remedy('you', 'openRegistry', false),
  'registry.limitReached': remedy('nobody', 'wait', true),
  'registry.privateNotListed': remedy('you', 'openRegistry', false),
  'registry.noHarbour': remedy('you', 'openRegistry', false),
  'image.notFound': remedy('you', 'refresh', false),
  'image.noFile': remedy('registryAdmin', 'openRegistry', true),
  'image.incomplete': remedy('nobody', 'wait', true),
  'image.nameUnusable': remedy('registryAdmin', 'repairImage', false),
  'image.notSif': remedy('registryAdmin', 'repairImage', false),
  'image.corrupt': remedy('registryAdmin', 'repairImage', false),
  'image.digestMismatch': remedy('registryAdmin', 'repairImage', true),
  'image.changedWhileRead': remedy('nobody', 'wait', true),
  'folder.missing': remedy('registryAdmin', 'openRegistry', true),
  'folder.replaced': remedy('you', 'openRegistry', false),
  'folder.unreadable': remedy('registryAdmin', 'openRegistry', true),
  'folder.watchLimit': remedy('registryAdmin', 'wait', true),
  'endpoint.notFound': remedy('you', 'chooseEndpoint', false),
  'endpoint.asleep': remedy('endpointOwner', 'startGlobusConnect', true),
  'endpoint.paused': remedy('endpointAdmin', 'askContact', true),
  'endpoint.trouble': remedy('globus', 'wait', true),
  'endpoint.permissionDenied': remedy('you', 'chooseFolder', true),
  'endpoint.full': remedy('you', 'freeSpace', true),
  'endpoint.pathNotFound': remedy('you', 'chooseFolder', true),
  'endpoint.exists': remedy('you', 'chooseFolder', false),
  'endpoint.readOnly': remedy('you', 'chooseEndpoint', false),
  'transfer.sourceMissing': remedy('registryAdmin', 'refresh', true),
  'transfer.checksumMismatch': remedy('nobody', 'sendAgain', true),
  'transfer.cancelled': remedy('you', 'sendAgain', false),
  'transfer.expired': remedy('you', 'sendAgain', true),
  'transfer.tooMany': remedy('nobody', 'wait', true),
  'transfer.failed': remedy('you', 'sendAgain', true),
  'transfer.outcomeUnknown': remedy('you', 'sendAgain', false),
  'transfer.needsConfirmation': remedy('you', 'confirm', false),
  'transfer.allPaused': remedy('you', 'resumeAll', true),
  'task.notFound': remedy('nobody', 'refresh', false),
  'subscription.notFound': remedy('you', 'refresh', false),
  'subscription.nameCollision': remedy('you', 'changeSubscription', false),
  'subscription.notForTimer': remedy('you', 'changeSubscription', false),
  'subscription.runsInGlobus': remedy('you', 'changeSubscription', false),
  'subscription.outsideHours': remedy('nobody', 'wait', true),
  'timer.notFound': remedy('you', 'changeSubscription', false),
  'webhook.refused': remedy('you', 'changeSubscription', true),
  'input.invalid': remedy('you', 'checkInput', false),
  'settings.locked': remedy('you', 'askContact', false),
  'settings.managedDamaged': remedy('you', 'askContact', false),
  'path.escapes': remedy('you', 'checkInput', false),
  'state.damaged': remedy('you', 'reportDefect', false),
  'state.newer': remedy('you', 'updateApp', false),
  'state.diskFull': remedy('you', 'freeOwnDisk', true),
  'state.inUse': remedy('you', 'wait', true),
  'vault.unavailable': remedy('you', 'wait', true),
  'vault.damaged': remedy('you', 'signInGlobus', false),
  'lab.notRunning': remedy('you', 'wait', false),
  internal: remedy('nobody', 'reportDefect', false),
};

/** Who is asked at a place that is not the user's own. */
const byFact = ({ code, facts }: Pick<Problem, 'code' | 'facts'>): Partial<Remedy> => {
  if (code === 'endpoint.permissionDenied' && facts.side === 'source')
    return { whoCanFix: 'registryAdmin', action: 'askContact' };
  return {};
};

const passing: ReadonlySet<AppErrorCode> = new Set([
  'endpoint.asleep',
  'endpoint.paused',
  'endpoint.trouble',
  'subscription.outsideHours',
  'transfer.allPaused',
]);

/** Nobody in front of the app has to do anything: what waits is sent once the endpoint is back. */
export const goesOnByItself = (problem: Pick<Problem, 'code'> | null): boolean =>
  problem !== null && passing.has(problem.code);

const asking: ReadonlySet<AppErrorCode> = new Set([
  'signIn.needed',
  'consent.needed',
  'session.needed',
  'registry.privateNotListed',
]);

/** Nothing is wrong: the user is asked to sign in or to consent. */
export const waitsForUser = (problem: Pick<Problem, 'code'>): boolean => asking.has(problem.code);

/** Where Globus put its own word, the most telling first. */
const rawFacts = ['fatalErrorCode', 'errorEventCode', 'niceStatus', 'globusCode'] as const;
const saysNothing: ReadonlySet<string> = new Set(['', 'OK', 'Queued']);

const rawOf = (facts: Problem['facts']): string | null =>
  rawFacts.map((name) => String(facts[name] ?? '')).find((word) => !saysNothing.has(word)) ?? null;

/** Why something failed, who can end that, by which one action, and whether trying again may help. */
export const explanationOf = (problem: Pick<Problem, 'code' | 'facts'>): Explanation => ({
  code: problem.code,
  cause: problemWords(problem).title,
  raw: rawOf(problem.facts),
  ...remedies[problem.code],
  ...byFact(problem),
});

/** The same for `--json`. */
export interface ExplanationJson {
  readonly code: AppErrorCode;
  readonly cause: string;
  readonly fix: { readonly by: Fixer; readonly action: RemedyAction; readonly advice: string };
  readonly retryable: boolean;
  readonly raw?: string;
}

export function explanationJson(problem: Pick<Problem, 'code' | 'facts'>): ExplanationJson {
  const { code, cause, whoCanFix, action, isRetryable, raw } = explanationOf(problem);
  return {
    code,
    cause,
    fix: { by: whoCanFix, action, advice: problemWords(problem).advice },
    retryable: isRetryable,
    ...(raw === null ? {} : { raw }),
  };
}
