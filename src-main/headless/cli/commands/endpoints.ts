import type { Command } from 'commander';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { runCommand } from '../command.ts';
import { exitCodeOf, table } from '../output.ts';

const row = (endpoint: Endpoint) => [endpoint.name, endpoint.kind, endpoint.state, endpoint.folder, endpoint.id];

export function addEndpoints(program: Command): void {
  program
    .command('endpoints')
    .description('list your Globus endpoints')
    .option('--cached', 'do not ask Globus, show the last known list')
    .action(async (options: { cached?: boolean }, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const listing = await portolan.endpoints.list.query({ refresh: options.cached !== true });
        output.answer(listing, () => table(['NAME', 'KIND', 'STATE', 'FOLDER', 'ID'], listing.endpoints.map(row)));
        if (listing.problem === null) return undefined;
        output.progress(`portolan: ${listing.problem.code}`);
        return exitCodeOf(listing.problem.code);
      }),
    );
}
