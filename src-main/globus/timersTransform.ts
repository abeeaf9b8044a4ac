import type { Problem } from '../contract/errors.ts';
import { taskIdSchema } from '../contract/ids.ts';
import type { SubscriptionTimer, TimerRun } from '../contract/subscription.ts';
import { globusError } from '../domain/globusErrors.ts';
import { hostileText, hostileTextOrNull } from '../domain/hostileText.ts';
import type { TimerJob, TimerOrder } from '../ports/timers.ts';
import type { WireTimerJob, WireTimerResult } from './timersTypes.ts';

/** Times come with microseconds, with an offset, or with neither; then they are UTC. */
function isoTime(value: string | null | undefined): string | null {
  const text = value ?? '';
  const milliseconds = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

const runStates: Readonly<Record<string, TimerRun['state']>> = {
  ACTIVE: 'running',
  INACTIVE: 'running',
  SUCCEEDED: 'done',
  FAILED: 'problem',
};

function timerRun({ data, errors, ran_at }: WireTimerResult): TimerRun[] {
  const at = isoTime(ran_at);
  if (at === null) return [];
  const taskId = taskIdSchema.safeParse(data?.action_id).data ?? null;
  const error = hostileTextOrNull(errors, 500);
  const state = error === null ? (runStates[data?.details?.status ?? ''] ?? 'notKnown') : 'problem';
  return [{ at, taskId, state, error }];
}

const states: Readonly<Record<string, SubscriptionTimer['state']>> = {
  new: 'active',
  loaded: 'active',
  ended: 'ended',
};

function stateOf({ status, inactive_reason }: WireTimerJob): SubscriptionTimer['state'] {
  if (status !== 'inactive') return states[status ?? ''] ?? 'notKnown';
  return inactive_reason?.cause === 'user' ? 'paused' : 'waitingForYou';
}

/** What a timer waits for has the form of a refused request. */
function problemOf(wire: WireTimerJob, at: string): Problem | null {
  if (stateOf(wire) !== 'waitingForYou') return null;
  const { code, facts } = globusError({ status: 403, body: wire.inactive_reason?.detail, path: '/jobs' });
  return { code, facts, at };
}

export const timerJob = (wire: WireTimerJob, at: string): TimerJob => ({
  jobId: wire.job_id,
  name: hostileText(wire.name, 256),
  intervalSeconds: wire.interval ?? 0,
  state: stateOf(wire),
  nextRunAt: isoTime(wire.next_run),
  lastRunAt: isoTime(wire.last_ran_at),
  runs: wire.n_runs ?? 0,
  errors: wire.n_errors ?? 0,
  lastRuns: (wire.results?.data ?? []).flatMap(timerRun).slice(0, 10),
  problem: problemOf(wire, at),
});

const ruleKinds = { file: 'file', folder: 'dir' } as const;

/** https://docs.globus.org/api/timers/reference/ ; `body` is a transfer document without a submission id. */
export const timerDocument = (order: TimerOrder) => ({
  timer: {
    timer_type: 'transfer',
    name: hostileText(order.name, 128),
    schedule: { type: 'recurring', interval_seconds: order.intervalSeconds },
    body: {
      DATA_TYPE: 'transfer',
      source_endpoint: order.sourceEndpointId,
      destination_endpoint: order.destinationEndpointId,
      sync_level: 3,
      verify_checksum: true,
      preserve_timestamp: false,
      encrypt_data: order.encryptsData,
      skip_source_errors: false,
      fail_on_quota_errors: true,
      notify_on_succeeded: false,
      notify_on_failed: false,
      notify_on_inactive: false,
      filter_rules: order.rules.map(({ method, name, kind }) => ({
        DATA_TYPE: 'filter_rule',
        method,
        name,
        type: ruleKinds[kind],
      })),
      DATA: [
        {
          DATA_TYPE: 'transfer_item',
          source_path: order.sourceFolder,
          destination_path: order.destinationFolder,
          recursive: true,
        },
      ],
    },
  },
});
