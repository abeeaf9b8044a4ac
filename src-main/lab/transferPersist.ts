import { setTimeout as wait } from 'node:timers/promises';
import { missingConsents, unreachable } from './transferReadiness.ts';
import type { TaskEnd } from './transferScan.ts';
import { addEvent, type LabTask } from './transferTask.ts';
import { TaskFault } from './transferTaskFault.ts';
import type { LabWorld } from './world.ts';

export interface PersistContext {
  readonly world: LabWorld;
  /** Between two tries of what failed. */
  readonly retryDelayMs: number;
}

export interface Run {
  readonly task: LabTask;
  readonly signal: AbortSignal;
}

const quotaCodes = ['NO_SPACE', 'QUOTA_EXCEEDED'];

/** Something went through: the last fault is no longer what the task shows. */
export function isWell(task: LabTask): void {
  task.niceStatus = 'OK';
  task.niceDetails = null;
}

/** Notes a fault: a fatal one ends the task, others show until the next success. */
export function noteFault({ world }: Pick<PersistContext, 'world'>, { task, signal }: Run, fault: TaskFault): void {
  // A task ended from outside shows its end, not what broke because of it.
  signal.throwIfAborted();
  task.progress.faults += 1;
  addEvent(task, { code: fault.code, details: fault.message, isError: true, atMs: world.clock.now() });
  if (fault.isFatal) throw fault;
  if (task.options.failsOnQuota && quotaCodes.includes(fault.code))
    throw new TaskFault(fault.code, fault.message, { isFatal: true });
  task.niceStatus = fault.code;
  task.niceDetails = fault.message;
}

/** What keeps the whole task from moving: an end that sleeps, a consent that was taken back. */
export function obstacle(
  { world }: Pick<PersistContext, 'world'>,
  { task }: Run,
  ends: readonly TaskEnd[],
): TaskFault | null {
  // Read again each time: an endpoint's entry is replaced when its texts change.
  const endpoints = ends.flatMap((end) => world.endpoints.get(end.endpoint.id) ?? []);
  if (endpoints.length < ends.length)
    return new TaskFault('ENDPOINT_ERROR', 'The endpoint has been deleted', { isFatal: true });
  for (const endpoint of endpoints) {
    const why = unreachable(world, endpoint);
    if (why) return new TaskFault(why.code, `${why.message}\nEndpoint: ${endpoint.name} (${endpoint.id})`);
  }
  const missing = missingConsents(world, task, endpoints);
  if (missing.length > 0)
    return new TaskFault('CONSENT_REQUIRED', `Missing data_access consent: ${missing.join(', ')}`);
  return null;
}

/** Calls the work until nothing is left of it, waiting between tries. `attempt` answers whether all is done. */
export async function persist(
  context: PersistContext,
  run: Run,
  ends: readonly TaskEnd[],
  attempt: () => Promise<boolean>,
): Promise<void> {
  const { task, signal } = run;
  let wasObstructed = false;
  for (;;) {
    signal.throwIfAborted();
    const inTheWay = obstacle(context, run, ends);
    task.status = inTheWay?.code === 'CONSENT_REQUIRED' ? 'INACTIVE' : 'ACTIVE';
    if (wasObstructed && !inTheWay) isWell(task);
    wasObstructed = inTheWay !== null;
    if (inTheWay) noteFault(context, run, inTheWay);
    else if (await attempt()) return;
    await wait(context.retryDelayMs, undefined, { signal });
  }
}
