import { type Command, Option } from 'commander';
import type { ActivityFilter } from '../../../contract/transfer.ts';
import { parseLimit } from '../arguments.ts';
import { runCommand } from '../command.ts';
import { exitCodes, UsageError } from '../failure.ts';
import { findActivityId } from '../find.ts';
import { follow } from '../follow.ts';
import { tableOr } from '../output.ts';
import { activityTable, ago, stateText } from '../words.ts';
import { followAnswer } from './send.ts';

const shape =
  '{id,taskId,label,sourceEndpointId,destinationEndpointId,destinationName,startedBy,state,phase,isUnsolved,bytesDone,bytesTotal,filesDone,filesTotal,filesSkipped,bytesPerSecond,niceStatus,problem,requestedAt,completedAt,images:[{imageId,name,digest,sizeBytes,destinationPath,state,problem}]}';
const whichOne = 'id, its first letters, or the Globus task id';

interface WaitOption {
  readonly wait?: boolean;
}

function addEvents(activity: Command): void {
  activity
    .command('events')
    .description('what Globus reported of one transfer')
    .argument('<id>', whichOne)
    .addHelpText('after', '\n--json: {"events":[{at,code,description,details,isError}]}')
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const id = await findActivityId(portolan, asked);
        const events = await portolan.activity.events.query({ id });
        const rows = events.map(({ at, code, description }) => [ago(at), code, description]);
        return { json: { events }, words: () => tableOr('No events.', ['WHEN', 'CODE', 'DESCRIPTION'], rows) };
      }),
    );
}

function addCancel(activity: Command): void {
  activity
    .command('cancel')
    .description('stop one transfer; what had arrived stays')
    .argument('<id>', whichOne)
    .addHelpText('after', `\n--json: ${shape}\nExit code 1 when it had ended otherwise before.`)
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        const id = await findActivityId(context.portolan, asked);
        const cancelled = await context.portolan.activity.cancel.mutate({ id });
        const [ended = cancelled] = await follow(context, [cancelled], 'ended');
        const exit = ended.state === 'stopped' ? exitCodes.ok : exitCodes.failed;
        return { json: ended, words: () => stateText(ended), exit };
      }),
    );
}

function addDismiss(activity: Command): void {
  activity
    .command('dismiss')
    .description('no longer count what failed in one transfer as a problem, nor send it again by itself')
    .argument('<id>', whichOne)
    .addHelpText('after', `\n--json: ${shape}`)
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const id = await findActivityId(portolan, asked);
        const dismissed = await portolan.activity.dismiss.mutate({ id });
        return { json: dismissed, words: () => stateText(dismissed) };
      }),
    );
}

function addRetry(activity: Command): void {
  activity
    .command('retry')
    .description('send again what did not arrive')
    .argument('<id>', whichOne)
    .option('--no-wait', 'end once it is asked for, not once it has arrived')
    .addHelpText('after', `\n--json: {"activities":[${shape}]}`)
    .action(async (asked: string, options: WaitOption, command: Command) =>
      runCommand(
        command,
        async (context) => {
          const { portolan } = context;
          const id = await findActivityId(portolan, asked);
          const { activities } = await portolan.activity.list.query({ limit: 1000 });
          if (activities.some((one) => one.id === id && one.completedAt === null))
            throw new UsageError('This transfer has not ended', 'Cancel it first, or wait for its end.', { id });
          return followAnswer(context, await portolan.activity.retry.mutate({ id }), options.wait !== false);
        },
        { lasts: true },
      ),
    );
}

export function addActivity(program: Command): void {
  const activity = program
    .command('activity')
    .description('list transfers')
    .addOption(new Option('--tab <tab>').choices(['now', 'waitingForYou', 'history', 'all']).default('all'))
    .option('--limit <n>', 'how many at most', parseLimit, 200)
    .addHelpText('after', `\n--json: {"activities":[${shape}],"total"}`)
    .action(async (options: Pick<ActivityFilter, 'tab' | 'limit'>, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const page = await portolan.activity.list.query({ tab: options.tab, limit: options.limit });
        return { json: page, words: () => activityTable(page.activities, 'No transfers.') };
      }),
    );
  addEvents(activity);
  addCancel(activity);
  addDismiss(activity);
  addRetry(activity);
}
