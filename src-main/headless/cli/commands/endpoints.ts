import { type Command, Option } from 'commander';
import { type Endpoint, updateEndpointSchema } from '../../../contract/endpoint.ts';
import { endpointIdSchema } from '../../../contract/ids.ts';
import { type NamingProfile, namingProfileSchema } from '../../../contract/naming.ts';
import { endpointKinds, endpointStates } from '../../../contract/states.ts';
import { runCommand } from '../command.ts';
import { exitCodeOf, exitCodes, UsageError } from '../failure.ts';
import { findEndpointId } from '../find.ts';
import { failureText, tableOr } from '../output.ts';
import { problemInWords } from '../words.ts';
import { addEndpointImages } from './endpointImages.ts';

interface SetOptions {
  readonly folder?: string;
  readonly naming?: NamingProfile;
  readonly hide?: boolean;
  readonly show?: boolean;
}

const shape =
  '[{id,name,kind,organization,ownerName,description,contact,hostId,relations,state,problem,asksForConsent,isHighAssurance,forcesEncryption,httpsUrl,folder,folderIsChosen,namingProfile,isHidden}]';

const row = ({ name, kind, state, folder, id }: Endpoint) => [
  name,
  endpointKinds[kind],
  endpointStates[state].word,
  folder,
  id,
];
const endpointTable = (endpoints: readonly Endpoint[], empty: string) =>
  tableOr(empty, ['NAME', 'KIND', 'STATE', 'FOLDER', 'ID'], endpoints.map(row));

function addList(endpoints: Command): void {
  endpoints
    .command('list', { isDefault: true })
    .description('list your Globus endpoints')
    .option('--cached', 'do not ask Globus, show the last known list')
    .addHelpText('after', `\n--json: {"endpoints":${shape},"hosts":[{id,name,organization}],"asOf","problem"}`)
    .action(async (options: { cached?: boolean }, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const listing = await portolan.endpoints.list.query({ refresh: options.cached !== true });
        const problem = listing.problem && problemInWords(listing.problem, listing.endpoints);
        if (problem) output.progress(failureText(problem));
        return {
          json: { ...listing, problem },
          words: () => endpointTable(listing.endpoints, problem ? '' : 'No endpoints.'),
          exit: problem ? exitCodeOf(problem.code) : exitCodes.ok,
        };
      }),
    );
}

function addFind(endpoints: Command): void {
  endpoints
    .command('find')
    .description('search all of Globus for endpoints')
    .argument('<text>', 'two letters or more')
    .addHelpText('after', `\n--json: {"endpoints":${shape}}`)
    .action(async (text: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        if (text.trim().length < 2) throw new UsageError('Too short to search for', 'Two letters or more are wanted.');
        const { endpoints: found } = await portolan.endpoints.search.query({ text });
        return { json: { endpoints: found }, words: () => endpointTable(found, `Nothing is called like "${text}".`) };
      }),
    );
}

function addSet(endpoints: Command): void {
  endpoints
    .command('set')
    .description('where and under which names images go there')
    .argument('<endpoint>', 'name or id')
    .option('--folder <path>', 'folder for images')
    .addOption(new Option('--naming <profile>', 'how images are called').choices(namingProfileSchema.options))
    .option('--hide', 'leave it out of lists and chart')
    .option('--show', 'no longer hidden')
    .addHelpText('after', '\n--json: the endpoint, as in `endpoints list`')
    .action(async (asked: string, options: SetOptions, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { folder, naming, hide, show } = options;
        if (Object.keys({ folder, naming, hide, show }).every((key) => options[key as keyof SetOptions] === undefined))
          throw new UsageError('Nothing to set', 'Say --folder, --naming, --hide or --show.');
        const id = await findEndpointId(portolan, asked);
        await portolan.endpoints.update.mutate(
          updateEndpointSchema.parse({
            id,
            ...(folder !== undefined && { folder }),
            ...(naming !== undefined && { namingProfile: naming }),
            ...((hide || show) && { isHidden: hide === true }),
          }),
        );
        const { endpoints: all } = await portolan.endpoints.list.query({ refresh: false });
        const changed = all.filter((one) => one.id === id);
        return { json: changed[0] ?? { id }, words: () => endpointTable(changed, '') };
      }),
    );
}

export function addEndpoints(program: Command): void {
  const endpoints = program.command('endpoints').description('the Globus endpoints images can go to');
  addList(endpoints);
  addFind(endpoints);
  addSet(endpoints);
  addEndpointImages(endpoints);
  endpoints
    .command('add')
    .description('add an endpoint by its id')
    .argument('<id>')
    .addHelpText('after', '\n--json: {"added":ID}')
    .action(async (text: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const id = endpointIdSchema.parse(text);
        await portolan.endpoints.add.mutate({ id });
        return { json: { added: id }, words: () => `${id} is added` };
      }),
    );
}
