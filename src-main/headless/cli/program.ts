import { Command } from 'commander';
import { version } from '../../node/version.ts';
import { parseDuration } from './arguments.ts';
import { addActivity } from './commands/activity.ts';
import { addContainers } from './commands/containers.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEndpoints } from './commands/endpoints.ts';
import { addLab } from './commands/lab.ts';
import { addLogin } from './commands/login.ts';
import { addRegistries } from './commands/registries.ts';
import { addSend } from './commands/send.ts';
import { addServe } from './commands/serve.ts';
import { addSettings } from './commands/settings.ts';
import { addSubscriptions } from './commands/subscriptions.ts';
import { addSupport } from './commands/support.ts';
import { addSync } from './commands/sync.ts';
import { addWhere } from './commands/where.ts';

const commands = [
  ...[addLogin, addRegistries, addContainers, addEndpoints, addSend, addWhere, addActivity],
  ...[addSubscriptions, addSync, addSettings, addLab, addDoctor, addSupport, addServe],
];

const afterwords = `
Exit codes: 0 ok, 1 failed, 2 usage, 3 waiting for you (sign-in or consent), 4 partly done, 5 unreachable, 124 time-out.

--json prints exactly one JSON document on standard output; the help of each command tells its shape. Times are ISO text,
sizes bytes. A failure is {"error":{"code","facts","title","advice"}}; a problem inside an answer has the same fields and
"at". Progress goes to standard error.

A command speaks to the app that runs on its data folder, or carries the app itself as long as it lasts. A command that
may last (send, sync, login) shares it with others meanwhile; other commands wait for their turn.

PORTOLAN_DATA names the data folder; PORTOLAN_VAULT (keyring, passphrase, memory, plain) says where secrets are kept.`;

/** Global options may stand anywhere on the line; they have no defaults, so that the one given wins. */
function shareOptions(program: Command, command: Command): void {
  for (const sub of command.commands) {
    sub.exitOverride();
    for (const option of program.options) {
      const isTaken = sub.options.some(({ long }) => long === option.long);
      if (!isTaken && option.long !== '--version') sub.addOption(option);
    }
    shareOptions(program, sub);
  }
}

/** The whole command line. */
export function createProgram(): Command {
  const program = new Command('portolan')
    .description("Keeps a registry's container images on every Globus endpoint that should have them")
    .version(version)
    .option('--json', 'one JSON document on standard output')
    .option('--quiet', 'no progress on standard error')
    .option('--data <dir>', 'folder of state and secrets (the running app of that folder is used)')
    .option('--timeout <time>', 'end after this time (90s, 10m, 2h) with exit code 124', parseDuration)
    .option('--lab', 'when no app is running: use the practice lab')
    .addHelpText('after', afterwords)
    .showHelpAfterError('(--help tells more)')
    .exitOverride();
  for (const add of commands) add(program);
  shareOptions(program, program);
  return program;
}
