import { Command, CommanderError } from 'commander';
import { defaultDataFolder } from '../node/dataFolder.ts';
import { endWithShell } from '../node/endWithShell.ts';
import { addServeOptions, type ServeOptions } from './arguments.ts';
import { exitCodeOf, exitCodes, failureOf } from './cli/failure.ts';
import { createOutput } from './cli/output.ts';
import { serve } from './serve.ts';

const program = addServeOptions(new Command('portolan'))
  .description('Portolan without a window: the same app, served to the browser on 127.0.0.1')
  .option('--headless', 'serve the screens to the browser')
  .option('--lab', 'start the practice lab and use it', false)
  .option('--data <dir>', 'folder for state and secrets')
  .exitOverride();

endWithShell();
const output = createOutput({ json: false, quiet: false });
try {
  program.parse();
  const { data, lab, ...options } = program.opts<ServeOptions & { readonly data?: string; readonly lab: boolean }>();
  await serve({ ...options, dataFolder: data ?? defaultDataFolder(), lab, output });
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  else {
    const failure = failureOf(error);
    output.failure(failure);
    if (failure.code === 'internal') console.error(error);
    process.exitCode = exitCodeOf(failure.code);
  }
}
