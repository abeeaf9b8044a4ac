import type { Command } from 'commander';
import type { Image } from '../../../contract/registry.ts';
import { runCommand } from '../command.ts';
import { table } from '../output.ts';

const imageName = (image: Pick<Image, 'containerCollection' | 'container' | 'tag'>): string =>
  `${image.containerCollection}/${image.container}${image.tag === null ? '' : `:${image.tag}`}`;

const row = (image: Image) => [
  imageName(image),
  image.sizeBytes === null ? '' : String(image.sizeBytes),
  image.digest ?? '',
  image.architecture ?? '',
];

export function addContainers(program: Command): void {
  program
    .command('containers')
    .description("list the registries' images")
    .option('--cached', 'do not ask the registries, show the last known list')
    .action(async (options: { cached?: boolean }, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const listing = await portolan.containers.list.query({ refresh: options.cached !== true });
        for (const { problem } of listing.problems) output.progress(`portolan: ${problem.code}`);
        output.answer(listing, () => table(['IMAGE', 'BYTES', 'DIGEST', 'ARCH'], listing.images.map(row)));
        return listing.problems.length === 0 ? 0 : listing.images.length > 0 ? 4 : 5;
      }),
    );
}
