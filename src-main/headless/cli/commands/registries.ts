import type { Command } from 'commander';
import { formatCount } from '../../../contract/format.ts';
import {
  addRegistrySchema,
  type Registry,
  type UpdateRegistry,
  updateRegistrySchema,
} from '../../../contract/registry.ts';
import { parseFolder } from '../arguments.ts';
import { runCommand } from '../command.ts';
import type { Portolan } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { findEndpointId, findRegistry } from '../find.ts';
import { tableOr } from '../output.ts';
import { readSecretLine } from '../readLine.ts';
import { whenRead } from '../whenRead.ts';
import { problemInWords } from '../words.ts';

interface AddOptions {
  readonly token?: string;
  readonly name?: string;
  readonly images?: string;
  readonly endpoint?: string;
  readonly basePath?: string;
}

const accessWords: Readonly<Record<Registry['access']['state'], string>> = {
  public: 'public images',
  token: 'by token',
  signedIn: 'signed in',
  signInNeeded: 'sign-in needed',
};

const row = ({ name, url, imageCount, access, harbour, folder, id }: Registry) => [
  name,
  url,
  imageCount === null ? '' : String(imageCount),
  accessWords[access.state],
  folder.state === 'off' ? '' : formatCount(folder.files, 'file'),
  harbour === null ? 'none yet' : `${harbour.endpointId}${harbour.basePath}`,
  id,
];

/** What does not stand in the way but should be known. */
const noticesOf = ({ name, notices = [] }: Registry): readonly string[] =>
  notices.map((notice) => {
    const { title, advice } = problemInWords(notice);
    return `${name}: ${title}. ${advice}`;
  });

const tokenOf = async (token: string): Promise<string> => (token === '-' ? await readSecretLine() : token);

async function requestOf(portolan: Portolan, url: string, options: AddOptions) {
  const { token, name, images, endpoint, basePath } = options;
  if (basePath !== undefined && endpoint === undefined)
    throw new UsageError('--base-path needs --endpoint', 'It is a path at that endpoint.');
  const endpointId = endpoint === undefined ? undefined : await findEndpointId(portolan, endpoint);
  return addRegistrySchema.parse({
    url,
    ...(name !== undefined && { name }),
    ...(token !== undefined && { token: await tokenOf(token) }),
    ...(images !== undefined && { imagesDir: images }),
    ...(endpointId && { harbour: { endpointId, basePath: basePath ?? '/' } }),
  });
}

function addList(registries: Command): void {
  registries
    .command('list', { isDefault: true })
    .description('list the connected registries')
    .addHelpText(
      'after',
      '\n--json: {"registries":[{id,name,url,kind,version,access,harbour,imagesDir,folder,imageCount,problem,privateNames,notices}]}',
    )
    .action(async (_options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        await whenRead(context);
        const list = await context.portolan.registries.list.query();
        const headers = ['NAME', 'ADDRESS', 'IMAGES', 'ACCESS', 'FOLDER', 'ON GLOBUS', 'ID'];
        const empty = 'No registry is connected yet: portolan registries add ADDRESS';
        const words = () => [tableOr(empty, headers, list.map(row)), ...list.flatMap(noticesOf)].join('\n');
        return { json: { registries: list }, words };
      }),
    );
}

function addAdd(registries: Command): void {
  registries
    .command('add')
    .description('connect a registry')
    .argument('<url>')
    .option('--token <token>', "the registry's own token; - reads it from standard input, where no other user sees it")
    .option('--name <name>', 'how it is called here')
    .option('--images <dir>', "the registry's image folder, when it is on this computer", parseFolder)
    .option('--endpoint <id>', 'the Globus endpoint that serves the image folder')
    .option('--base-path <path>', 'the path there that equals the image folder (default: /)')
    .addHelpText('after', '\n--json: the registry, as in `registries list`')
    .action(async (url: string, options: AddOptions, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const registry = await portolan.registries.add.mutate(await requestOf(portolan, url, options));
        return { json: registry, words: () => `${registry.name} is connected (${registry.id})` };
      }),
    );
}

interface UpdateOptions {
  readonly url?: string;
  readonly name?: string;
  readonly token?: string | false;
  readonly images?: string | false;
  readonly endpoint?: string | false;
  readonly basePath?: string;
  readonly private?: readonly string[] | false;
}

async function harbourOf(portolan: Portolan, registry: Registry, { endpoint, basePath }: UpdateOptions) {
  if (endpoint === false) return { harbour: null };
  if (endpoint === undefined && basePath === undefined) return {};
  const endpointId = endpoint === undefined ? registry.harbour?.endpointId : await findEndpointId(portolan, endpoint);
  if (endpointId === undefined)
    throw new UsageError('--base-path needs --endpoint', 'No endpoint serves this registry yet.');
  return { harbour: { endpointId, basePath: basePath ?? registry.harbour?.basePath ?? '/' } };
}

async function changesOf(portolan: Portolan, registry: Registry, options: UpdateOptions): Promise<UpdateRegistry> {
  const { url, name, token, images, private: named } = options;
  const privateNames = named === false ? [] : named && [...new Set([...(registry.privateNames ?? []), ...named])];
  const changes = {
    ...(url !== undefined && { url }),
    ...(name !== undefined && { name }),
    ...(token !== undefined && { token: token === false ? null : await tokenOf(token) }),
    ...(images !== undefined && { imagesDir: images === false ? null : images }),
    ...(await harbourOf(portolan, registry, options)),
    ...(privateNames !== undefined && { privateNames }),
  };
  if (Object.keys(changes).length === 0) throw new UsageError('Nothing to change', 'Its --help tells what can be.');
  return updateRegistrySchema.parse({ id: registry.id, ...changes });
}

function addUpdate(registries: Command): void {
  registries
    .command('update')
    .description('change what is known of a registry')
    .argument('<registry>', 'name, address or id')
    .option('--url <url>', 'the same registry at another address')
    .option('--name <name>', 'how it is called here')
    .option('--token <token>', "the registry's own token; - reads it from standard input")
    .option('--no-token', 'forget the token')
    .option('--images <dir>', "the registry's image folder on this computer", parseFolder)
    .option('--no-images', 'its images are not on this computer')
    .option('--endpoint <id>', 'the Globus endpoint that serves the image folder')
    .option('--base-path <path>', 'the path there that equals the image folder')
    .option('--no-endpoint', 'no endpoint serves it any more')
    .option('--private <name...>', 'images of private container collections, COLLECTION/NAME:TAG, which no list names')
    .option('--no-private', 'forget all of those names')
    .addHelpText('after', '\n--json: the registry, as in `registries list`')
    .action(async (asked: string, options: UpdateOptions, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const registry = await findRegistry(portolan, asked);
        const changed = await portolan.registries.update.mutate(await changesOf(portolan, registry, options));
        const words = () => [`${changed.name} is changed (${changed.id})`, ...noticesOf(changed)].join('\n');
        return { json: changed, words };
      }),
    );
}

export function addRegistries(program: Command): void {
  const registries = program.command('registries').description('the registries this app knows');
  addList(registries);
  addAdd(registries);
  addUpdate(registries);
  registries
    .command('remove')
    .description('forget a registry and its token; images stay where they are')
    .argument('<registry>', 'name, address or id')
    .addHelpText('after', '\n--json: {"removed":ID}')
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { id, name } = await findRegistry(portolan, asked);
        await portolan.registries.remove.mutate({ id });
        return { json: { removed: id }, words: () => `${name} is forgotten` };
      }),
    );
}
