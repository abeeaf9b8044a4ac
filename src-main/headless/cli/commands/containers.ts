import type { Command } from 'commander';
import { formatAgo, shortDigest } from '../../../contract/format.ts';
import type { Image } from '../../../contract/registry.ts';
import { runCommand } from '../command.ts';
import { exitCodes } from '../failure.ts';
import { failureText, tableOr } from '../output.ts';
import { whenRead } from '../whenRead.ts';
import { ago, imageName, problemInWords, size } from '../words.ts';

const row = (image: Image) => [
  imageName(image),
  size(image.sizeBytes),
  image.digest === null ? '' : shortDigest(image.digest),
  image.architecture ?? '',
  ago(image.builtAt),
];

export function addContainers(program: Command): void {
  program
    .command('containers')
    .description("list the registries' images")
    .option('--cached', 'do not ask the registries, show the last known list')
    .addHelpText(
      'after',
      '\n--json: {"images":[{id,registryId,containerCollection,container,tag,digest,sizeBytes,architecture,builtAt,isFrozen,isPrivate,relativePath}],"asOf","problems":[{registryId,problem}]}\nExit code 4 when some registry could not be read, 5 when none could.',
    )
    .action(async (options: { cached?: boolean }, command: Command) =>
      runCommand(command, async (context) => {
        const { portolan, output } = context;
        if (options.cached !== true) await portolan.containers.list.query({ refresh: true });
        await whenRead(context);
        const { images, asOf, problems } = await portolan.containers.list.query({ refresh: false });
        const said = problems.map(({ registryId, problem }) => ({ registryId, problem: problemInWords(problem) }));
        for (const { problem } of said) output.progress(failureText(problem));
        if (said.length > 0 && asOf !== null) output.progress(`Showing the list of ${formatAgo(asOf, new Date())}.`);
        const bad = images.length > 0 ? exitCodes.partlyDone : exitCodes.unreachable;
        return {
          json: { images, asOf, problems: said },
          words: () => tableOr('No images.', ['IMAGE', 'SIZE', 'DIGEST', 'ARCH', 'BUILT'], images.map(row)),
          exit: said.length === 0 ? exitCodes.ok : bad,
        };
      }),
    );
}
