import type { Command } from 'commander';
import { addRegistrySchema } from '../../../contract/registry.ts';
import { runCommand } from '../command.ts';
import { findRegistry } from '../find.ts';
import { table } from '../output.ts';

interface AddOptions {
  readonly token?: string;
  readonly name?: string;
  readonly images?: string;
  readonly endpoint?: string;
  readonly basePath?: string;
}

const requestOf = (url: string, { token, name, images, endpoint, basePath }: AddOptions) =>
  addRegistrySchema.parse({
    url,
    ...(name === undefined ? {} : { name }),
    ...(token === undefined ? {} : { token }),
    ...(images === undefined ? {} : { imagesDir: images }),
    ...(endpoint === undefined ? {} : { harbour: { endpointId: endpoint, basePath: basePath ?? '/' } }),
  });

export function addRegistries(program: Command): void {
  const registries = program.command('registries').description('the registries this app knows');
  registries.command('list', { isDefault: true }).action(async (_options: unknown, command: Command) =>
    runCommand(command, async ({ portolan, output }) => {
      const list = await portolan.registries.list.query();
      const rows = list.map(({ name, url, kind, access, id }) => [name, url, kind, access.state, id]);
      output.answer({ registries: list }, () => table(['NAME', 'ADDRESS', 'KIND', 'ACCESS', 'ID'], rows));
      return undefined;
    }),
  );
  registries
    .command('add')
    .description('connect a registry')
    .argument('<url>')
    .option('--token <token>', "the registry's own token")
    .option('--name <name>')
    .option('--images <dir>', "the registry's image folder, when it is on this computer")
    .option('--endpoint <id>', 'the Globus endpoint that serves the image folder')
    .option('--base-path <path>', 'the path there that equals the image folder')
    .action(async (url: string, options: AddOptions, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const registry = await portolan.registries.add.mutate(requestOf(url, options));
        output.answer(registry, () => `${registry.name} (${registry.id})`);
        return undefined;
      }),
    );
  registries
    .command('remove')
    .description('forget a registry and its token')
    .argument('<registry>', 'name, address or id')
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const { id, name } = await findRegistry(portolan, asked);
        await portolan.registries.remove.mutate({ id });
        output.answer({ removed: id }, () => `${name} removed`);
        return undefined;
      }),
    );
}
