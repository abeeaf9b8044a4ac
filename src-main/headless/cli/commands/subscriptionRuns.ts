import type { Command } from 'commander';
import type { Subscription } from '../../../contract/subscription.ts';
import { parseDuration } from '../arguments.ts';
import { type Answer, runCommand } from '../command.ts';
import { findSubscription } from '../find.ts';
import { tableOr } from '../output.ts';
import { ago } from '../words.ts';

const shape =
  '{id,name,runsAt:"here"|"globus",timers:[{endpointId,jobId,intervalSeconds,state,nextRunAt,lastRuns,problem}],…}';
const hourMs = 3_600_000;
const minuteMs = 60_000;

function timersAnswer(subscription: Subscription): Answer {
  const { name, runsAt, timers } = subscription;
  const rows = timers.map(({ endpointId, jobId, state, nextRunAt, lastRunAt, runs, errors }) => [
    ...[endpointId, state, nextRunAt ?? '', ago(lastRunAt), String(runs), String(errors), jobId],
  ]);
  const headers = ['ENDPOINT', 'STATE', 'NEXT RUN', 'LAST RUN', 'RUNS', 'ERRORS', 'TIMER'];
  const words = () =>
    runsAt === 'here' ? `${name} is run here` : `${name} is run by Globus\n${tableOr('', headers, rows)}`;
  return { json: subscription, words };
}

/** Where a subscription is run, and what its webhooks are signed with. */
export function addSubscriptionRuns(subscriptions: Command): void {
  subscriptions
    .command('hand-over')
    .description('let Globus Timers run a subscription, also while this computer is off')
    .argument('<subscription>', 'name or id')
    .option('--every <time>', 'how often Globus looks: 10m, 2h, 1d; a minute at least', parseDuration, hourMs)
    .addHelpText('after', `\n--json: ${shape}\nWhat a timer cannot express is refused (1), with the reasons.`)
    .action(async (asked: string, { every }: { every: number }, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { id } = await findSubscription(portolan, asked);
        const intervalMinutes = Math.max(1, Math.round(every / minuteMs));
        return timersAnswer(await portolan.subscriptions.handOver.mutate({ id, intervalMinutes }));
      }),
    );
  subscriptions
    .command('take-back')
    .description('run a subscription here again; its timers at Globus are removed')
    .argument('<subscription>', 'name or id')
    .addHelpText('after', `\n--json: ${shape}`)
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { id } = await findSubscription(portolan, asked);
        return timersAnswer(await portolan.subscriptions.takeBack.mutate({ id }));
      }),
    );
  subscriptions
    .command('webhook-secret')
    .description('show what the bodies of webhooks are signed with')
    .option('--renew', 'make a new one; the old one signs nothing from then on')
    .addHelpText('after', '\n--json: {"secret"}')
    .action(async ({ renew }: { renew?: boolean }, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { secret } = await portolan.subscriptions.webhookSecret.mutate({ renew: renew === true });
        return { json: { secret }, words: () => secret };
      }),
    );
}
