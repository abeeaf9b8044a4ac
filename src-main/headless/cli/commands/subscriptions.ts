import type { Command } from 'commander';
import type { Subscription } from '../../../contract/subscription.ts';
import { type Answer, type CommandContext, runCommand } from '../command.ts';
import { confirmSize } from '../confirm.ts';
import { UsageError } from '../failure.ts';
import { findSubscription } from '../find.ts';
import { tableOr } from '../output.ts';
import { whenRead } from '../whenRead.ts';
import { ago, subscriptionText } from '../words.ts';
import { addSubscriptionFiles } from './subscriptionFiles.ts';
import { type AddOptions, previewAnswer, previewHelp, requestOf, withSource } from './subscriptionRequest.ts';
import { addSubscriptionRuns } from './subscriptionRuns.ts';
import { settledAnswer } from './sync.ts';

const shape =
  '{id,name,source,conditions,destinations,after,runsAt,timers,state,createdAt,lastRunAt,lastArrivalAt,counts:{upToDate,onTheirWay,problems},problem}';

const row = (subscription: Subscription) => {
  const { id, name, counts, lastRunAt } = subscription;
  return [
    name,
    subscriptionText(subscription),
    String(counts.upToDate),
    String(counts.onTheirWay),
    String(counts.problems),
    ago(lastRunAt),
    id,
  ];
};

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

interface AddingOptions extends AddOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

async function add(context: CommandContext, pattern: string, options: AddingOptions): Promise<Answer> {
  const { portolan } = context;
  const request = await requestOf(portolan, pattern, options);
  // What lies there now is what "existing" means.
  await whenRead(context, Number.POSITIVE_INFINITY);
  const preview = await portolan.subscriptions.preview.query(request);
  if (options.dryRun === true) return previewAnswer(portolan, preview);
  await confirmSize(context, preview.totalBytes, options.yes === true);
  const made = await portolan.subscriptions.create.mutate({ ...request, confirmed: true });
  return { json: made, words: () => `${made.name} (${made.id})` };
}

function addAdd(subscriptions: Command): void {
  withSource(subscriptions.command('add'))
    .description('keep sending matching images to endpoints')
    .option('--dry-run', 'only show what would be sent')
    .option('--yes', 'also when its first run is more than the limit in Settings')
    .addHelpText('after', `\n--json: ${shape}\n--json --dry-run: ${previewHelp}`)
    .action(async (pattern: string, options: AddingOptions, command: Command) =>
      runCommand(command, (context) => add(context, pattern, options)),
    );
  withSource(subscriptions.command('preview'))
    .description('show what such a subscription would send')
    .addHelpText('after', `\n--json: ${previewHelp}`)
    .action(async (pattern: string, options: AddOptions, command: Command) =>
      runCommand(command, (context) => add(context, pattern, { ...options, dryRun: true })),
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
    .argument('[subscription]', 'name or id')
    .option('--all', `${name} all transfers, also those that a person starts`)
    .addHelpText('after', `\n--json: ${shape}\n--json --all: {"isPaused":BOOLEAN}`)
    .action(async (asked: string | undefined, { all = false }: { all?: boolean }, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { isPaused } = changes[name];
        if (all === (asked !== undefined))
          throw new UsageError(
            'Name one subscription, or say --all',
            `portolan subscriptions ${name} --help tells more.`,
          );
        if (asked === undefined) {
          await portolan.settings.update.mutate({ transfers: { isPaused } });
          return { json: { isPaused }, words: () => (isPaused ? 'All transfers are paused' : 'Transfers go on') };
        }
        const { id } = await findSubscription(portolan, asked);
        const changed = await portolan.subscriptions.update.mutate({ id, isPaused });
        return { json: changed, words: () => `${changed.name}: ${subscriptionText(changed)}` };
      }),
    );
}

export function addSubscriptions(program: Command): void {
  const subscriptions = program.command('subscriptions').description('what is kept where');
  addList(subscriptions);
  addAdd(subscriptions);
  addChange(subscriptions, 'pause');
  addChange(subscriptions, 'resume');
  addSubscriptionFiles(subscriptions);
  addSubscriptionRuns(subscriptions);
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
