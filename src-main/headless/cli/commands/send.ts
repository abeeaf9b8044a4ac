import type { Command } from 'commander';
import type { Activity, Send } from '../../../contract/transfer.ts';
import { type Answer, type CommandContext, runCommand } from '../command.ts';
import { confirmSize } from '../confirm.ts';
import { exitCodes } from '../failure.ts';
import { findEndpoints, findImages } from '../find.ts';
import { exitCodeOfAll, type FollowUntil, follow, tellProblems } from '../follow.ts';
import { whenRead } from '../whenRead.ts';
import { activityTable, copiesTable } from '../words.ts';
import { previewAnswer, previewHelp } from './subscriptionRequest.ts';

interface SendOptions {
  readonly to: readonly string[];
  readonly folder?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly yes?: boolean;
}

/** With `--no-wait` an app that ends with this command still has to bring the request to Globus. */
const untilOf = ({ isFresh }: CommandContext, waits: boolean): FollowUntil =>
  waits ? 'ended' : isFresh ? 'atGlobus' : 'asked';

/** Follows what was started as far as asked, tells what went wrong, and sums up. */
export async function followAnswer(
  context: CommandContext,
  started: readonly Activity[],
  waits: boolean,
  more: object = {},
): Promise<Answer> {
  const until = untilOf(context, waits);
  const activities = await follow(context, started, until);
  tellProblems(context.output, activities);
  return {
    json: { activities, ...more },
    words: () => activityTable(activities, 'Nothing to send: all of it is there already, or on its way.'),
    exit: exitCodeOfAll(activities, until),
  };
}

async function send(context: CommandContext, names: readonly string[], options: SendOptions): Promise<Answer> {
  const { portolan, output } = context;
  const images = await findImages(portolan, names);
  const endpoints = await findEndpoints(portolan, options.to);
  await whenRead(context, Number.POSITIVE_INFINITY);
  const request: Send = {
    imageIds: images.map(({ id }) => id),
    endpointIds: endpoints.map(({ id }) => id),
    folder: options.folder ?? null,
  };
  const preview = await portolan.sends.preview.query(request);
  if (options.dryRun === true) return previewAnswer(portolan, preview);
  await confirmSize(context, preview.totalBytes, options.yes === true);
  const { activities, outcome: went } = await portolan.sends.send.mutate({ ...request, confirmed: true });
  const refused = went.copies.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) output.progress(copiesTable(refused, endpoints));
  const answer = await followAnswer(context, activities, options.wait !== false, { copies: went.copies });
  return refused.length > 0 && answer.exit === exitCodes.ok ? { ...answer, exit: exitCodes.partlyDone } : answer;
}

export function addSend(program: Command): void {
  program
    .command('send')
    .description('send images to endpoints')
    .argument('<image...>', 'COLLECTION/NAME:TAG')
    .requiredOption('--to <endpoint...>', 'endpoints, by name or id')
    .option('--folder <path>', "folder there, instead of the endpoint's own setting")
    .option('--dry-run', 'only show what would be copied')
    .option('--no-wait', 'end once it is asked for, not once it has arrived')
    .option('--yes', 'also when it is more than the limit in Settings')
    .addHelpText(
      'after',
      `\n--json: {"activities":[{id,taskId,state,images,problem,…}],"copies":[{imageId,endpointId,sizeBytes,destinationPath,outcome,problem}]}\n--json --dry-run: ${previewHelp}\nExit code 0 when all arrived (with --no-wait: when Globus has it), 4 when some did.`,
    )
    .action(async (names: readonly string[], options: SendOptions, command: Command) =>
      runCommand(command, (context) => send(context, names, options), { lasts: true }),
    );
}
