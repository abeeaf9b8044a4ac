import type { Command } from 'commander';
import { defaultDataFolder } from '../../node/dataFolder.ts';
import { openSession, type Portolan } from './connect.ts';
import { createOutput, type ExitCode, exitCodeOf, exitCodes, failureOf, type Output } from './output.ts';

export interface CommandContext {
  readonly portolan: Portolan;
  readonly output: Output;
  /** No app was running: this command carries one, and what it starts ends with it. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
}

interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly data?: string;
  readonly lab?: boolean;
}

export type Work = (context: CommandContext) => Promise<ExitCode | undefined>;

/** Runs one command's work on the running or a fresh app and sets the exit code; every failure is told once. */
export async function runCommand(command: Command, work: Work, needs: { readonly lab?: boolean } = {}): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const output = createOutput({ json: options.json === true, quiet: options.quiet === true });
  const lab = options.lab === true || needs.lab === true;
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const session = await openSession({ dataFolder: options.data ?? defaultDataFolder(), lab });
    try {
      const { portolan, isFresh } = session;
      process.exitCode = (await work({ portolan, output, isFresh, signal: interrupted.signal })) ?? exitCodes.ok;
    } finally {
      await session.end();
    }
  } catch (error) {
    const failure = failureOf(error);
    const facts = Object.entries(failure.facts).map(([name, value]) => `${name}: ${String(value)}`);
    output.progress([`portolan: ${failure.code}`, ...facts].join('\n  '));
    if (options.json) output.answer({ error: failure }, () => '');
    process.exitCode = exitCodeOf(failure.code);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
