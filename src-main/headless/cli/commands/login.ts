import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import type { Provider, SignInState } from '../../../contract/signIn.ts';
import { parsePort } from '../../arguments.ts';
import { type CommandContext, runCommand } from '../command.ts';
import type { Portolan } from '../connect.ts';
import { findRegistry } from '../find.ts';

interface LoginOptions {
  readonly code?: boolean;
  readonly port?: number;
}

async function providerOf(portolan: Portolan, asked: string): Promise<Provider> {
  if (asked === 'globus') return { kind: 'globus' };
  return { kind: 'registry', registryId: (await findRegistry(portolan, asked === 'registry' ? undefined : asked)).id };
}

const sameProvider = (a: Provider, b: Provider) =>
  a.kind === b.kind && (a.kind !== 'registry' || b.kind !== 'registry' || a.registryId === b.registryId);

async function readLine(): Promise<string> {
  for await (const chunk of process.stdin) return String(chunk).trim();
  return '';
}

/** Resolves once the sign-in ended one way or the other. */
function signInEnded({ portolan, signal }: CommandContext, provider: Provider): Promise<SignInState> {
  return new Promise((resolve, reject) => {
    const settle = (state: SignInState) => {
      if (state.kind === 'waitingForBrowser' || state.kind === 'exchangingCode') return;
      subscription.unsubscribe();
      resolve(state);
    };
    const subscription = portolan.events.subscribe(undefined, {
      onStarted: () => void portolan.signIn.state.query({ provider }).then(settle, reject),
      onData: (event) => {
        if (event.kind === 'signIn.changed' && sameProvider(event.provider, provider)) settle(event.state);
      },
      onError: reject,
    });
    signal.addEventListener('abort', () => reject(new AppError('signIn.cancelled')), { once: true });
  });
}

async function login(context: CommandContext, asked: string, options: LoginOptions): Promise<SignInState> {
  const { portolan, output } = context;
  const provider = await providerOf(portolan, asked);
  const started = await portolan.signIn.start.mutate({
    provider,
    way: options.code === true ? 'code' : 'browser',
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  if (started.kind !== 'waitingForBrowser') return started;
  output.progress(`Open this address and sign in:\n\n  ${started.authorizeUrl}\n`);
  if (started.way !== 'code') return signInEnded(context, provider);
  output.progress('Then paste the code here:');
  return portolan.signIn.submitCode.mutate({ provider, pasted: await readLine() });
}

export function addLogin(program: Command): void {
  program
    .command('login')
    .description("sign in: 'globus', or a registry by name ('registry' when there is one)")
    .argument('[where]', '', 'globus')
    .option('--code', 'paste a code instead of being redirected')
    .option('--port <n>', 'port of the redirect, for ssh -L', parsePort)
    .action(async (asked: string, options: LoginOptions, command: Command) =>
      runCommand(command, async (context) => {
        const state = await login(context, asked, options);
        if (state.kind === 'failed') throw new AppError(state.problem.code, { facts: state.problem.facts });
        const words = state.kind === 'signedIn' ? `Signed in as ${state.account.username}` : state.kind;
        context.output.answer(state, () => words);
        return state.kind === 'signedIn' ? 0 : 3;
      }),
    );
  program
    .command('logout')
    .description('sign out and revoke the tokens')
    .argument('[where]', '', 'globus')
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const state = await portolan.signIn.signOut.mutate({ provider: await providerOf(portolan, asked) });
        output.answer(state, () => 'Signed out');
        return undefined;
      }),
    );
}
