import { Command, CommanderError } from 'commander';
import { addActivity } from './commands/activity.ts';
import { addContainers } from './commands/containers.ts';
import { addEndpoints } from './commands/endpoints.ts';
import { addLab } from './commands/lab.ts';
import { addLogin } from './commands/login.ts';
import { addRegistries } from './commands/registries.ts';
import { addSend } from './commands/send.ts';
import { addSubscriptions } from './commands/subscriptions.ts';
import { exitCodes } from './output.ts';

const program = new Command('portolan')
  .description("Keeps a registry's container images on every Globus endpoint that should have them")
  .option('--json', 'one JSON document on standard output')
  .option('--quiet', 'no progress on standard error')
  .option('--data <dir>', 'folder of state and secrets (the running app of that folder is used)')
  .option('--lab', 'when no app is running: use the practice lab')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

for (const add of [
  addLogin,
  addRegistries,
  addContainers,
  addEndpoints,
  addSend,
  addActivity,
  addSubscriptions,
  addLab,
]) {
  add(program);
}

/** Global options may stand anywhere on the line; they have no defaults, so that the one given wins. */
function shareOptions(command: Command): void {
  for (const sub of command.commands) {
    sub.exitOverride();
    for (const option of program.options) {
      if (!sub.options.some(({ long }) => long === option.long)) sub.addOption(option);
    }
    shareOptions(sub);
  }
}
shareOptions(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
}
