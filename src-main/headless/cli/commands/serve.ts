import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import { defaultDataFolder } from '../../../node/dataFolder.ts';
import { addServeOptions, type ServeOptions } from '../../arguments.ts';
import { exitCodeOf, failureOf } from '../failure.ts';
import { createOutput } from '../output.ts';

interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly data?: string;
  readonly lab?: boolean;
}

export function addServe(program: Command): void {
  addServeOptions(program.command('serve'))
    .description('Portolan without a window: the same app, served to the browser on 127.0.0.1')
    .addHelpText('after', '\n--json: {"url","startUrl","pid","lab"} once it is usable')
    .action(async (options: ServeOptions, command: Command) => {
      const { json, quiet, data, lab } = command.optsWithGlobals<GlobalOptions>();
      const output = createOutput({ json: json === true, quiet: quiet === true });
      const { serve } = await import('../../serve.ts');
      const dataFolder = data ?? defaultDataFolder();
      try {
        await serve({ ...options, dataFolder, lab: lab === true, output });
      } catch (error) {
        const failure = failureOf(error);
        output.failure(failure);
        if (error instanceof AppError && error.code === 'internal') console.error(error.cause);
        if (json) output.answer({ error: failure }, () => '');
        process.exitCode = exitCodeOf(failure.code);
      }
    });
}
