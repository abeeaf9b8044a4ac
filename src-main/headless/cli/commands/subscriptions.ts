import type { Command } from 'commander';
import { type SubscriptionId, subscriptionIdSchema } from '../../../contract/ids.ts';
import { runCommand } from '../command.ts';
import { findEndpoint, findRegistry } from '../find.ts';
import { table } from '../output.ts';

interface AddOptions {
  readonly to: readonly string[];
  readonly registry?: string;
  readonly name?: string;
  readonly folder?: string;
  readonly newOnly?: boolean;
}

/** `collection/container:tag`, each part a glob; what is missing is `*`. */
function patternOf(text: string) {
  const [names = '*', tag = '*'] = text.split(':');
  const [containerCollection = '*', container = '*'] = names.split('/');
  return { containerCollection: containerCollection || '*', container: container || '*', tag: tag || '*' };
}

function addList(subscriptions: Command): void {
  subscriptions
    .command('list', { isDefault: true })
    .description('list subscriptions')
    .action(async (_options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const list = await portolan.subscriptions.list.query();
        const rows = list.map(({ id, name, state, counts }) => [name, state, `${counts.upToDate} up to date`, id]);
        output.answer({ subscriptions: list }, () => table(['NAME', 'STATE', 'IMAGES', 'ID'], rows));
        return undefined;
      }),
    );
}

function addAdd(subscriptions: Command): void {
  subscriptions
    .command('add')
    .description('keep sending matching images to endpoints')
    .argument('<pattern>', "COLLECTION/NAME:TAG, each may hold * and ?; '*' is everything")
    .requiredOption('--to <endpoint...>', 'endpoints, by name or id')
    .option('--registry <registry>', 'by name, address or id; needed when there are several')
    .option('--name <name>')
    .option('--folder <path>', 'folder at the endpoints')
    .option('--new-only', 'leave out images that exist already')
    .action(async (pattern: string, options: AddOptions, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const registry = await findRegistry(portolan, options.registry);
        const endpoints = await Promise.all(options.to.map((name) => findEndpoint(portolan, name)));
        const subscription = await portolan.subscriptions.create.mutate({
          name: options.name ?? `${pattern} to ${endpoints.map(({ name }) => name).join(', ')}`.slice(0, 120),
          source: { registryId: registry.id, ...patternOf(pattern) },
          conditions: { architecture: null, maxSizeBytes: null, includesExisting: options.newOnly !== true },
          destinations: endpoints.map(({ id }) => ({ endpointId: id, folder: options.folder ?? null })),
        });
        output.answer(subscription, () => `${subscription.name} (${subscription.id})`);
        return undefined;
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
    .argument('<id>')
    .action(async (id: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const { isPaused } = changes[name];
        const changed = await portolan.subscriptions.update.mutate({ id: subscriptionIdSchema.parse(id), isPaused });
        output.answer(changed, () => `${changed.name}: ${changed.state}`);
        return undefined;
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
    .description('look for what is owed now')
    .argument('<id>')
    .action(async (text: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const ran = await portolan.subscriptions.runNow.mutate({ id: subscriptionIdSchema.parse(text) });
        output.answer(ran, () => `${ran.name}: ${ran.state}`);
        return undefined;
      }),
    );
  subscriptions
    .command('remove')
    .description('forget one subscription; copies at the endpoints stay')
    .argument('<id>')
    .action(async (text: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const id: SubscriptionId = subscriptionIdSchema.parse(text);
        await portolan.subscriptions.remove.mutate({ id });
        output.answer({ removed: id }, () => 'removed');
        return undefined;
      }),
    );
}
