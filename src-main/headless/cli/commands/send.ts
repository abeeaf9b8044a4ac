import type { Command } from 'commander';
import { runCommand } from '../command.ts';
import { findEndpoint, findImage } from '../find.ts';
import { exitCodeOfAll, followToEnd } from '../follow.ts';
import { table } from '../output.ts';

interface SendOptions {
  readonly to: readonly string[];
  readonly folder?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
}

export function addSend(program: Command): void {
  program
    .command('send')
    .description('send images to endpoints')
    .argument('<image...>', 'COLLECTION/NAME:TAG')
    .requiredOption('--to <endpoint...>', 'endpoints, by name or id')
    .option('--folder <path>', "folder there, instead of the endpoint's own setting")
    .option('--dry-run', 'only show what would be copied')
    .option('--no-wait', 'do not wait for the end of the transfer')
    .action(async (names: readonly string[], options: SendOptions, command: Command) =>
      runCommand(command, async (context) => {
        const { portolan, output, isFresh } = context;
        const images = await Promise.all(names.map((name) => findImage(portolan, name)));
        const endpoints = await Promise.all(options.to.map((name) => findEndpoint(portolan, name)));
        const request = {
          imageIds: images.map(({ id }) => id),
          endpointIds: endpoints.map(({ id }) => id),
          folder: options.folder ?? null,
        };
        if (options.dryRun === true) {
          const preview = await portolan.sends.preview.query(request);
          const rows = preview.copies.map((copy) => [copy.outcome, copy.destinationPath, copy.problem?.code ?? '']);
          output.answer(preview, () => table(['OUTCOME', 'DESTINATION', 'PROBLEM'], rows));
          return undefined;
        }
        const started = await portolan.sends.send.mutate(request);
        // A fresh app ends with this command, so its transfers are followed to where Globus carries them alone.
        const activities = options.wait === false && !isFresh ? started : await followToEnd(context, started);
        const rows = activities.map(({ destinationName, state, taskId }) => [destinationName, state, taskId ?? '']);
        output.answer({ activities }, () => table(['ENDPOINT', 'STATE', 'TASK'], rows));
        return options.wait === false ? undefined : exitCodeOfAll(activities);
      }),
    );
}
