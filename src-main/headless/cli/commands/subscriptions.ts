import type { Command } from 'commander';
import { subscriptionStates } from '../../../contract/states.ts';
import {
  type CreateSubscription,
  createSubscriptionSchema,
  type Subscription,
} from '../../../contract/subscription.ts';
import { parseSize } from '../arguments.ts';
import { runCommand } from '../command.ts';
import type { Portolan } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { findEndpoints, findRegistry, findSubscription } from '../find.ts';
import { tableOr } from '../output.ts';
import { whenRead } from '../whenRead.ts';
import { ago, copiesTable } from '../words.ts';
import { settledAnswer } from './sync.ts';

interface AddOptions {
  readonly to: readonly string[];
  readonly registry?: string;
  readonly name?: string;
  readonly folder?: string;
  readonly arch?: string;
  readonly maxSize?: number;
  readonly newOnly?: boolean;
}

const shape =
  '{id,name,source,conditions,destinations,state,createdAt,lastRunAt,lastArrivalAt,counts:{upToDate,onTheirWay,problems},problem}';

/** `collection/container:tag`, each part a glob; what is missing is `*`. */
export function patternOf(text: string) {
  const [, containerCollection, container, tag] = /^([^/:@]*)(?:\/([^/:@]*))?(?::([^/:@]*))?$/.exec(text) ?? [];
  if (containerCollection === undefined)
    throw new UsageError(
      `"${text}" is no pattern of images`,
      'COLLECTION/NAME:TAG is wanted, for instance lab/torch:*.',
    );
  return { containerCollection: containerCollection || '*', container: container || '*', tag: tag || '*' };
}

async function requestOf(portolan: Portolan, pattern: string, options: AddOptions): Promise<CreateSubscription> {
  const source = patternOf(pattern);
  const registry = await findRegistry(portolan, options.registry);
  const endpoints = await findEndpoints(portolan, options.to);
  return createSubscriptionSchema.parse({
    name: options.name ?? `${pattern} to ${endpoints.map(({ name }) => name).join(', ')}`.slice(0, 120),
    source: { registryId: registry.id, ...source },
    conditions: {
      architecture: options.arch ?? null,
      maxSizeBytes: options.maxSize ?? null,
      includesExisting: options.newOnly !== true,
    },
    destinations: endpoints.map(({ id }) => ({ endpointId: id, folder: options.folder ?? null })),
  });
}

const withSource = (command: Command): Command =>
  command
    .argument('<pattern>', "COLLECTION/NAME:TAG, each may hold * and ?; '*' is everything")
    .requiredOption('--to <endpoint...>', 'endpoints, by name or id')
    .option('--registry <registry>', 'by name, address or id; needed when there are several')
    .option('--name <name>', 'how the subscription is called')
    .option('--folder <path>', 'folder at the endpoints')
    .option('--arch <architecture>', 'only images for it, for instance amd64')
    .option('--max-size <size>', 'only images of at most this size, for instance 20GB', parseSize)
    .option('--new-only', 'leave out images that exist already');

const row = ({ id, name, state, counts, lastRunAt }: Subscription) => [
  name,
  subscriptionStates[state].word,
  String(counts.upToDate),
  String(counts.onTheirWay),
  String(counts.problems),
  ago(lastRunAt),
  id,
];

function addList(subscriptions: Command): void {
  subscriptions
    .command('list', { isDefault: true })
    .description('list subscriptions')
    .addHelpText('after', `\n--json: {"subscriptions":[${shape}]}`)
    .action(async (_options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        await whenRead(context);
        const list = await context.portolan.subscriptions.list.query();
        const headers = ['NAME', 'STATE', 'UP TO DATE', 'ON THEIR WAY', 'PROBLEMS', 'LAST RUN', 'ID'];
        return { json: { subscriptions: list }, words: () => tableOr('No subscriptions.', headers, list.map(row)) };
      }),
    );
}

function addAdd(subscriptions: Command): void {
  withSource(subscriptions.command('add'))
    .description('keep sending matching images to endpoints')
    .addHelpText('after', `\n--json: ${shape}`)
    .action(async (pattern: string, options: AddOptions, command: Command) =>
      runCommand(command, async (context) => {
        const request = await requestOf(context.portolan, pattern, options);
        // What lies there now is what "existing" means.
        await whenRead(context, Number.POSITIVE_INFINITY);
        const made = await context.portolan.subscriptions.create.mutate(request);
        return { json: made, words: () => `${made.name} (${made.id})` };
      }),
    );
  withSource(subscriptions.command('preview'))
    .description('show what such a subscription would send')
    .addHelpText(
      'after',
      '\n--json: {"copies":[{imageId,endpointId,sizeBytes,destinationPath,outcome,problem}],"totalBytes"}',
    )
    .action(async (pattern: string, options: AddOptions, command: Command) =>
      runCommand(command, async (context) => {
        const request = await requestOf(context.portolan, pattern, options);
        await whenRead(context);
        const preview = await context.portolan.subscriptions.preview.query(request);
        const { endpoints } = await context.portolan.endpoints.list.query({ refresh: false });
        return { json: preview, words: () => copiesTable(preview.copies, endpoints) };
      }),
    );
}

const changes = {
  pause: { says: 'stop sending for one subscription', isPaused: true },
  resume: { says: 'go on with a paused subscription', isPaused: false },
} as const;

function addChange(subscriptions: Command, name: keyof typeof changes): void {
  subscriptions
    .command(name)
    .description(changes[name].says)
    .argument('<subscription>', 'name or id')
    .addHelpText('after', `\n--json: ${shape}`)
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { id } = await findSubscription(portolan, asked);
        const changed = await portolan.subscriptions.update.mutate({ id, isPaused: changes[name].isPaused });
        return { json: changed, words: () => `${changed.name}: ${subscriptionStates[changed.state].word}` };
      }),
    );
}

export function addSubscriptions(program: Command): void {
  const subscriptions = program.command('subscriptions').description('what is kept where');
  addList(subscriptions);
  addAdd(subscriptions);
  addChange(subscriptions, 'pause');
  addChange(subscriptions, 'resume');
  subscriptions
    .command('run')
    .description('look now for what one subscription owes, and wait until it is there')
    .argument('<subscription>', 'name or id')
    .addHelpText('after', '\n--json and exit codes as of `sync --once`')
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(
        command,
        async (context) => {
          const { id, state } = await findSubscription(context.portolan, asked);
          if (state === 'paused')
            throw new UsageError('This subscription is paused', `portolan subscriptions resume ${id} goes on with it.`);
          return settledAnswer(context, id);
        },
        { lasts: true },
      ),
    );
  subscriptions
    .command('remove')
    .description('forget one subscription; copies at the endpoints stay')
    .argument('<subscription>', 'name or id')
    .addHelpText('after', '\n--json: {"removed":ID}')
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { id, name } = await findSubscription(portolan, asked);
        await portolan.subscriptions.remove.mutate({ id });
        return { json: { removed: id }, words: () => `${name} is forgotten` };
      }),
    );
}
