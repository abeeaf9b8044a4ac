import type { Command } from 'commander';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { formatCount, formatSize } from '../../../contract/format.ts';
import type { Activity, Send, SendPreview } from '../../../contract/transfer.ts';
import { type Answer, type CommandContext, runCommand } from '../command.ts';
import { exitCodes, UsageError } from '../failure.ts';
import { findEndpoints, findImages } from '../find.ts';
import { exitCodeOfAll, type FollowUntil, follow, tellProblems } from '../follow.ts';
import { readLine } from '../readLine.ts';
import { whenRead } from '../whenRead.ts';
import { activityTable, copiesTable } from '../words.ts';

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

/** The screens ask before a large send; so does a terminal, and a script says it beforehand. */
async function confirm({ portolan, output, signal }: CommandContext, totalBytes: number): Promise<void> {
  const { confirmAboveBytes } = (await portolan.settings.read.query()).transfers;
  if (totalBytes <= confirmAboveBytes) return;
  const isAsked = process.stdin.isTTY && process.stderr.isTTY;
  if (isAsked) output.progress(`This sends ${formatSize(totalBytes)}. Type yes to go on:`);
  if (isAsked && (await readLine(signal)) === 'yes') return;
  const limit = `The limit in Settings is ${formatSize(confirmAboveBytes)}; --yes sends it all the same.`;
  throw new UsageError(`This would send ${formatSize(totalBytes)}`, limit, { totalBytes });
}

const dryRun = (preview: SendPreview, endpoints: readonly Endpoint[]): Answer => {
  const sends = preview.copies.filter(({ outcome }) => outcome === 'send').length;
  const sum = `${formatCount(sends, 'copy', 'copies')} to send, ${formatSize(preview.totalBytes)}`;
  return { json: preview, words: () => `${copiesTable(preview.copies, endpoints)}\n${sum}` };
};

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
  if (options.dryRun === true) return dryRun(preview, endpoints);
  if (options.yes !== true) await confirm(context, preview.totalBytes);
  const started = await portolan.sends.send.mutate(request);
  const refused = preview.copies.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) output.progress(copiesTable(refused, endpoints));
  const answer = await followAnswer(context, started, options.wait !== false, { copies: preview.copies });
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
      '\n--json: {"activities":[{id,taskId,state,images,problem,…}],"copies":[{imageId,endpointId,sizeBytes,destinationPath,outcome,problem}]}\n--json --dry-run: {"copies":[…],"totalBytes"}\nExit code 0 when all arrived (with --no-wait: when Globus has it), 4 when some did.',
    )
    .action(async (names: readonly string[], options: SendOptions, command: Command) =>
      runCommand(command, (context) => send(context, names, options), { lasts: true }),
    );
}
