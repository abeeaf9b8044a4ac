import { type Command, Option } from 'commander';
import { submissionIdSchema } from '../../../contract/ids.ts';
import type { ActivityFilter } from '../../../contract/transfer.ts';
import { runCommand } from '../command.ts';
import { exitCodeOfAll } from '../follow.ts';
import { table } from '../output.ts';

const idOf = (text: string) => ({ id: submissionIdSchema.parse(text) });

export function addActivity(program: Command): void {
  const activity = program
    .command('activity')
    .description('list transfers')
    .addOption(new Option('--tab <tab>').choices(['now', 'waitingForYou', 'history', 'all']).default('all'))
    .option('--limit <n>', 'how many at most', Number, 200)
    .action(async (options: Pick<ActivityFilter, 'tab' | 'limit'>, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const page = await portolan.activity.list.query({ tab: options.tab, limit: options.limit });
        const rows = page.activities.map((one) => [one.state, one.label, one.destinationName, one.requestedAt, one.id]);
        output.answer(page, () => table(['STATE', 'LABEL', 'TO', 'REQUESTED', 'ID'], rows));
        return undefined;
      }),
    );
  activity
    .command('events')
    .description('what Globus reported of one transfer')
    .argument('<id>')
    .action(async (id: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const events = await portolan.activity.events.query(idOf(id));
        const rows = events.map(({ at, code, description }) => [at, code, description]);
        output.answer({ events }, () => table(['AT', 'CODE', 'DESCRIPTION'], rows));
        return undefined;
      }),
    );
  activity
    .command('cancel')
    .description('stop one transfer')
    .argument('<id>')
    .action(async (id: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const stopped = await portolan.activity.cancel.mutate(idOf(id));
        output.answer(stopped, () => stopped.state);
        return undefined;
      }),
    );
  activity
    .command('retry')
    .description('send again what did not arrive')
    .argument('<id>')
    .action(async (id: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        const activities = await portolan.activity.retry.mutate(idOf(id));
        output.answer({ activities }, () =>
          activities.map(({ id: retried, state }) => `${retried} ${state}`).join('\n'),
        );
        return activities.some(({ state }) => state === 'waitingForYou') ? exitCodeOfAll(activities) : undefined;
      }),
    );
}
