import type { Command } from 'commander';
import { formatCount } from '../../../contract/format.ts';
import type { SubscriptionId } from '../../../contract/ids.ts';
import { type Answer, type CommandContext, runCommand } from '../command.ts';
import { exitCodeOf, exitCodes, UsageError } from '../failure.ts';
import { tellProblems } from '../follow.ts';
import { failureText } from '../output.ts';
import { exitCodeOfSettled, settle } from '../settle.ts';
import { watch } from '../watch.ts';
import { problemInWords } from '../words.ts';

/** Runs one subscription whatever its hours, or all that are not paused (null) in theirs, and waits until nothing is owed or in flight. */
export async function settledAnswer(context: CommandContext, id: SubscriptionId | null): Promise<Answer> {
  const { portolan, output } = context;
  const { problems } = await portolan.containers.list.query({ refresh: true });
  const said = problems.map(({ registryId, problem }) => ({ registryId, problem: problemInWords(problem) }));
  for (const { problem } of said) output.progress(failureText(problem));
  const known = await portolan.subscriptions.list.query();
  for (const one of known)
    if (one.id === id || (id === null && one.state !== 'paused' && one.runsAt === 'here'))
      await portolan.subscriptions.runNow.mutate({ id: one.id, keepsHours: id === null });

  const settled = await settle(context, id);
  const { endpoints } = await portolan.endpoints.list.query({ refresh: false });
  const heldBy = settled.heldBy && problemInWords(settled.heldBy, endpoints);
  tellProblems(output, settled.activities);
  if (heldBy) output.progress(failureText(heldBy));
  const told = new Set([heldBy, ...settled.activities.map(({ problem }) => problem)].map((problem) => problem?.code));
  for (const { problem } of settled.subscriptions)
    if (problem && !told.has(problem.code)) output.progress(failureText(problemInWords(problem, endpoints)));
  const arrived = settled.activities
    .filter(({ state }) => state === 'done')
    .reduce((sum, one) => sum + one.filesTotal, 0);
  const there = settled.subscriptions.reduce((sum, { counts }) => sum + counts.upToDate, 0);
  const bad = settled.subscriptions.reduce((sum, { counts }) => sum + counts.problems, 0);
  const exit = exitCodeOfSettled(settled);
  const reach = said.map(({ problem }) => exitCodeOf(problem.code)).find((code) => code !== exitCodes.ok);
  return {
    json: { subscriptions: settled.subscriptions, activities: settled.activities, heldBy, registries: said },
    words: () => `${formatCount(arrived, 'image')} sent; ${there} up to date, ${formatCount(bad, 'problem')}`,
    exit: exit === exitCodes.ok && reach !== undefined ? reach : exit,
  };
}

interface SyncOptions {
  readonly once?: boolean;
  readonly watch?: boolean;
}

export function addSync(program: Command): void {
  program
    .command('sync')
    .description('bring every subscription up to date')
    .option('--once', 'until nothing is owed or in flight, then end')
    .option('--watch', 'go on until Ctrl+C or SIGTERM, telling what arrives')
    .addHelpText(
      'after',
      '\n--json --once: {"subscriptions":[…],"activities":[…],"heldBy":PROBLEM|null,"registries":[{registryId,problem}]}\n--json --watch: {"arrived","problems"} at the end\nExit codes of --once: 0 all is there, 3 waiting for you, 4 some is there, 5 a registry or Globus cannot be reached.',
    )
    .action(async (options: SyncOptions, command: Command) =>
      runCommand(
        command,
        async (context) => {
          if ((options.once === true) === (options.watch === true))
            throw new UsageError('Say how long', 'sync --once ends when all is there, sync --watch when you stop it.');
          return options.watch === true ? watch(context) : settledAnswer(context, null);
        },
        { lasts: true },
      ),
    );
}
