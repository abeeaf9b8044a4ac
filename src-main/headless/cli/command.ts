import type { Command } from 'commander';
import { AppError } from '../../contract/errors.ts';
import { defaultDataFolder } from '../../node/dataFolder.ts';
import { openSession, type Portolan, type Session } from './connect.ts';
import { type ExitCode, exitCodeOf, exitCodes, failureOf, Interrupted, TimedOut } from './failure.ts';
import { createOutput, type Output } from './output.ts';
import { withWords } from './words.ts';

export interface CommandContext {
  readonly portolan: Portolan;
  readonly output: Output;
  readonly dataFolder: string;
  /** No app was running: this command carries one, and what it starts ends with it. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
}

/** What a command has to say: one JSON document, or words. */
export interface Answer {
  readonly json: unknown;
  readonly words: () => string;
  /** Absent: 0. */
  readonly exit?: ExitCode;
}

export type Work = (context: CommandContext) => Promise<Answer>;

interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly data?: string;
  readonly lab?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface CommandRun {
  readonly output: Output;
  readonly dataFolder: string;
  readonly lab: boolean;
  readonly signal: AbortSignal;
}

/** Whatever still hangs after a command has ended is cut off. */
const lingerMs = 3_000;

/** Ctrl+C, SIGTERM or the end of `--timeout`: the command has a moment to end in good order. */
function listenForTheEnd(timeoutMs: number | undefined) {
  const interrupted = new AbortController();
  let isTimeOver = false;
  const end = (exit: ExitCode) => {
    interrupted.abort();
    setTimeout(() => process.exit(exit), lingerMs).unref();
  };
  // A second signal ends the process at once.
  const interrupt = () => end(exitCodes.failed);
  const timeIsOver = () => {
    isTimeOver = true;
    end(exitCodes.timedOut);
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(timeIsOver, timeoutMs);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  return {
    signal: interrupted.signal,
    isTimeOver: () => isTimeOver,
    forget() {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}

/** Runs a command, tells its one answer or its failure, and sets the exit code. Ctrl+C ends it in good order. */
export async function answerWith(command: Command, run: (given: CommandRun) => Promise<Answer>): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const output = createOutput({ json: options.json === true, quiet: options.quiet === true });
  const ending = listenForTheEnd(options.timeout);
  const dataFolder = options.data ?? defaultDataFolder();
  try {
    const answer = await run({ output, dataFolder, lab: options.lab === true, signal: ending.signal });
    output.answer(output.json ? withWords(answer.json) : null, answer.words);
    process.exitCode = ending.isTimeOver() ? exitCodes.timedOut : (answer.exit ?? exitCodes.ok);
  } catch (error) {
    const failure = failureOf(ending.isTimeOver() && error instanceof Interrupted ? new TimedOut() : error);
    output.failure(failure);
    if (failure.code === 'internal' && process.env.PORTOLAN_DEBUG) console.error(error);
    if (output.json) output.answer({ error: failure }, () => '');
    process.exitCode = exitCodeOf(failure.code);
  } finally {
    ending.forget();
    setTimeout(() => process.exit(), lingerMs).unref();
  }
}

/** Ends with whichever comes first: the work, the loss of the app, or (unless the work minds it itself) Ctrl+C. */
function race(session: Session, work: Promise<Answer>, signal: AbortSignal, mindsInterrupt: boolean): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Interrupted());
  if (!mindsInterrupt) {
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  }
  return Promise.race([work, session.lost, promise]).finally(() => signal.removeEventListener('abort', stop));
}

/**
 * One command's work on the running or a fresh app. `lasts`: it may take long, so it shares a fresh app with other
 * commands and ends in its own way on Ctrl+C.
 */
export function runCommand(command: Command, work: Work, { lasts = false }: { readonly lasts?: boolean } = {}) {
  return answerWith(command, async ({ output, dataFolder, lab, signal }) => {
    const session = await openSession({ dataFolder, lab, shares: lasts, signal, tell: output.progress });
    const { portolan, isFresh } = session;
    try {
      const practises = async () => (await portolan.status.query()).lab;
      if (lab && !isFresh && !(await practises())) throw new AppError('lab.notRunning');
      return await race(session, work({ portolan, output, dataFolder, isFresh, signal }), signal, lasts);
    } finally {
      if (signal.aborted) session.abandon();
      await session.end();
    }
  });
}
