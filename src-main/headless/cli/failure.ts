import { TRPCClientError } from '@trpc/client';
import { CommanderError } from 'commander';
import { ZodError } from 'zod';
import { AppError, type AppErrorCode, appErrorCodes, type ErrorFacts, type Problem } from '../../contract/errors.ts';
import { problemWords } from '../../contract/problemWords/problems.ts';

export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  waitingForYou: 3,
  partlyDone: 4,
  unreachable: 5,
  timedOut: 124,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A code and its facts, with the words that the screens use. */
export interface InWords<Code extends string = AppErrorCode> {
  readonly code: Code;
  readonly facts: ErrorFacts;
  readonly title: string;
  readonly advice: string;
}

/** How a command tells that it failed, as JSON and in words. */
export type Failure = InWords<AppErrorCode | 'command.interrupted' | 'command.timedOut'>;

/** The command line itself cannot be carried out as it stands: exit code 2, with words of its own. */
export class UsageError extends Error {
  readonly advice: string;
  readonly facts: ErrorFacts;

  constructor(title: string, advice: string, facts: ErrorFacts = {}) {
    super(title);
    this.name = 'UsageError';
    this.advice = advice;
    this.facts = facts;
  }
}

/** Ctrl+C or SIGTERM before the command was done. */
export class Interrupted extends Error {}
/** `--timeout` was over before the command was done. */
export class TimedOut extends Interrupted {}

const waiting: ReadonlySet<string> = new Set([
  ...['signIn.needed', 'signIn.timedOut', 'consent.needed', 'session.needed'],
  'transfer.allPaused',
]);
const outOfReach: ReadonlySet<string> = new Set(['service.unavailable', 'service.rateLimited', 'answer.notJson']);

export function exitCodeOf(code: Failure['code']): ExitCode {
  if (waiting.has(code)) return exitCodes.waitingForYou;
  if (code === 'subscription.outsideHours') return exitCodes.partlyDone;
  if (code === 'command.timedOut') return exitCodes.timedOut;
  if (code === 'input.invalid' || code === 'transfer.needsConfirmation') return exitCodes.usage;
  return code.startsWith('network.') || outOfReach.has(code) ? exitCodes.unreachable : exitCodes.failed;
}

export const inWords = ({ code, facts }: Pick<Problem, 'code' | 'facts'>): InWords => {
  const { title, advice } = problemWords({ code, facts });
  return { code, facts, title, advice };
};

const usage = (title: string, advice: string, facts: ErrorFacts = {}): Failure => ({
  code: 'input.invalid',
  facts,
  title,
  advice,
});

const knownCodes: ReadonlySet<string> = new Set(appErrorCodes);
const isCode = (code: unknown): code is AppErrorCode => typeof code === 'string' && knownCodes.has(code);

/** What the router's error formatter put on the wire; anything else means that the app's answer never came. */
function wireFailure(error: { readonly data?: unknown }): Failure {
  const { app } = (error.data ?? {}) as { readonly app?: { readonly code?: unknown; readonly facts?: ErrorFacts } };
  if (!isCode(app?.code)) return inWords({ code: 'network.unreachable', facts: { what: 'the running Portolan' } });
  const facts = app.facts ?? {};
  const reason = app.code === 'input.invalid' ? facts.reason : undefined;
  return typeof reason === 'string'
    ? usage(problemWords({ code: app.code, facts }).title, reason, facts)
    : inWords({ code: app.code, facts });
}

export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return usage(error.message, error.advice, error.facts);
  const advice = 'What Globus had taken on goes on there.';
  if (error instanceof TimedOut) return { code: 'command.timedOut', facts: {}, title: 'The time was over', advice };
  if (error instanceof Interrupted) {
    return { code: 'command.interrupted', facts: {}, title: 'Stopped by you', advice };
  }
  if (error instanceof AppError) return inWords(error);
  if (error instanceof CommanderError) {
    const why = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
    return usage('The command cannot be run like this', `${why}. Its --help tells how.`);
  }
  if (error instanceof ZodError) {
    const why = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return usage('The command cannot be run like this', `${why.join('; ')}.`, { why });
  }
  if (error instanceof TRPCClientError) return wireFailure(error);
  return inWords({ code: 'internal', facts: {} });
}
