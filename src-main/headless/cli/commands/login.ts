import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import type { Provider, SignInState } from '../../../contract/signIn.ts';
import { parsePort } from '../../arguments.ts';
import { type CommandContext, runCommand } from '../command.ts';
import type { Portolan } from '../connect.ts';
import { exitCodes, UsageError } from '../failure.ts';
import { findEndpointId, findRegistry } from '../find.ts';
import { failureText } from '../output.ts';
import { readLine } from '../readLine.ts';
import { problemInWords } from '../words.ts';

interface LoginOptions {
  readonly code?: boolean;
  readonly port?: number;
  readonly consent?: readonly string[];
}

async function providerOf(portolan: Portolan, asked: string): Promise<Provider> {
  if (asked === 'globus') return { kind: 'globus' };
  return { kind: 'registry', registryId: (await findRegistry(portolan, asked === 'registry' ? undefined : asked)).id };
}

const sameProvider = (a: Provider, b: Provider) =>
  a.kind === b.kind && (a.kind !== 'registry' || b.kind !== 'registry' || a.registryId === b.registryId);

/** Resolves once the sign-in ended one way or the other. */
function signInEnded({ portolan }: CommandContext, provider: Provider): Promise<SignInState> {
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
  });
}

async function pasted({ portolan, output, signal }: CommandContext, provider: Provider): Promise<SignInState> {
  output.progress('Then paste the code here:');
  const code = await readLine(signal);
  return code === ''
    ? portolan.signIn.cancel.mutate({ provider })
    : portolan.signIn.submitCode.mutate({ provider, pasted: code });
}

async function login(context: CommandContext, provider: Provider, options: LoginOptions): Promise<SignInState> {
  const { portolan, output, signal } = context;
  if (options.consent && provider.kind !== 'globus')
    throw new UsageError('--consent is for Globus', 'Registries have no endpoints to consent to.');
  const consentFor = await Promise.all((options.consent ?? []).map((asked) => findEndpointId(portolan, asked)));
  const before = await portolan.signIn.state.query({ provider });
  const cancel = () => void portolan.signIn.cancel.mutate({ provider }).catch(() => undefined); // gone with the app
  const started = await portolan.signIn.start.mutate({
    provider,
    way: options.code === true ? 'code' : 'browser',
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(consentFor.length > 0 && { consentFor }),
  });
  if (started.kind !== 'waitingForBrowser') return started;
  output.progress(`Open this address and sign in:\n\n  ${started.authorizeUrl}\n`);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const ended = await (started.way === 'code' ? pasted(context, provider) : signInEnded(context, provider));
  // A sign-in that was stopped leaves the one before as it was.
  const isOld = ended.kind === 'signedIn' && before.kind === 'signedIn' && ended.signedInAt === before.signedInAt;
  if (isOld || ended.kind === 'signedOut') throw new AppError('signIn.cancelled');
  return ended;
}

function addLogout(program: Command): void {
  program
    .command('logout')
    .description('sign out and revoke the tokens')
    .argument('[where]', "'globus', or a registry by name", 'globus')
    .addHelpText(
      'after',
      '\n--json: {"kind":"signedOut"} and a "problem" when the provider could not be told (exit code 4)',
    )
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const state = await portolan.signIn.signOut.mutate({ provider: await providerOf(portolan, asked) });
        const isUntold = state.kind === 'signedOut' && state.problem !== undefined;
        if (isUntold && state.problem) {
          output.progress('Signed out here, but the provider could not be told: its tokens live until they expire.');
          output.progress(failureText(problemInWords(state.problem)));
        }
        return { json: state, words: () => 'Signed out', exit: isUntold ? exitCodes.partlyDone : exitCodes.ok };
      }),
    );
}

export function addLogin(program: Command): void {
  program
    .command('login')
    .description("sign in: 'globus', or a registry by name ('registry' when there is one)")
    .argument('[where]', '', 'globus')
    .option('--code', 'paste a code instead of being redirected: for a browser on another computer')
    .option('--port <n>', 'port of the redirect, for ssh -L', parsePort)
    .option('--consent <endpoint...>', 'ask for the consent of these mapped endpoints too')
    .addHelpText(
      'after',
      '\n--json: {"kind":"signedIn","account":{id,username,name,organization},"signedInAt"}\nThe address to open comes on standard error.',
    )
    .action(async (asked: string, options: LoginOptions, command: Command) =>
      runCommand(
        command,
        async (context) => {
          const state = await login(context, await providerOf(context.portolan, asked), options);
          if (state.kind === 'failed') throw new AppError(state.problem.code, { facts: state.problem.facts });
          if (state.kind !== 'signedIn') throw new AppError('signIn.cancelled');
          return { json: state, words: () => `Signed in as ${state.account.username}` };
        },
        { lasts: true },
      ),
    );
  addLogout(program);
}
