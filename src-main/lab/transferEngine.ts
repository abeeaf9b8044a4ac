import { z } from 'zod';
import { createSourceChecksums } from './sourceChecksums.ts';
import type { SubmissionJournal } from './submissionJournal.ts';
import { createAlarm } from './timersAlarm.ts';
import { runDelete } from './transferDelete.ts';
import { badRequest, permissionDenied, TransferRefusal } from './transferErrors.ts';
import type { Run } from './transferPersist.ts';
import { createQuotas } from './transferQuota.ts';
import { needConsents, type Requester } from './transferReadiness.ts';
import type { TransferRights } from './transferRights.ts';
import { runTransfer, taskEnd } from './transferRun.ts';
import type { TaskOrder } from './transferSubmission.ts';
import { addEvent, describeCode, freshProgress, isFinished, type LabTask, taskSchema } from './transferTask.ts';
import { TaskFault } from './transferTaskFault.ts';
import { createFileThreads } from './transferThreads.ts';
import type { LabEndpoint, LabWorld } from './world.ts';

/** Running tasks of one person, of one type; the rest is queued. */
const runningLimit = 3;
const pendingLimit = 100;
const firstDeadlineMs = 24 * 60 * 60 * 1000;

const snapshotSchema = z.object({ tasks: z.array(taskSchema) });

export interface EngineDependencies {
  readonly world: LabWorld;
  readonly rights: TransferRights;
  readonly used: (personId: string, endpointId: string) => void;
  readonly isServer: (id: string) => boolean;
  readonly retryDelayMs: number;
  readonly restored?: unknown;
  readonly journal?: SubmissionJournal | undefined;
}

export type TransferEngine = ReturnType<typeof createTransferEngine>;

/** Takes submissions, runs them as tasks that really copy files, and keeps what became of them. */
export function createTransferEngine(deps: EngineDependencies) {
  const { world, rights, used, isServer, retryDelayMs, restored, journal } = deps;
  const tasks = new Map<string, LabTask>();
  const byPerson = new Map<string, LabTask[]>();
  const bySubmission = new Map<string, LabTask>();
  const running = new Map<LabTask, { abort: AbortController; ended: Promise<void> }>();
  const unfinished = new Set<LabTask>();
  const quotas = createQuotas();
  const threads = createFileThreads();
  const checksums = createSourceChecksums();
  const alarm = createAlarm({ clock: world.clock, ring: expire });
  let isStopped = false;

  function keep(task: LabTask): void {
    tasks.set(task.taskId, task);
    bySubmission.set(task.submissionId, task);
    const mine = byPerson.get(task.personId);
    if (mine) mine.push(task);
    else byPerson.set(task.personId, [task]);
    if (!isFinished(task)) unfinished.add(task);
  }

  /** Begins queued tasks, oldest first, as far as their people's places allow. */
  function fillPlaces(): void {
    if (isStopped) return;
    const taken = new Map<string, number>();
    const place = ({ personId, type }: LabTask): string => `${personId} ${type}`;
    for (const task of running.keys()) taken.set(place(task), (taken.get(place(task)) ?? 0) + 1);
    for (const task of unfinished) {
      const count = taken.get(place(task)) ?? 0;
      if (running.has(task) || count >= runningLimit) continue;
      taken.set(place(task), count + 1);
      begin(task);
    }
    alarm.set(unfinished.size === 0 ? null : Math.min(...[...unfinished].map(({ deadlineMs }) => deadlineMs)));
  }

  function begin(task: LabTask): void {
    const abort = new AbortController();
    task.startedMs ??= world.clock.now();
    task.niceStatus = 'OK';
    const details = JSON.stringify(
      { type: 'GridFTP Transfer', concurrency: 4, parallelism: 4, pipelining: 20 },
      null,
      2,
    );
    addEvent(task, { code: 'STARTED', details, isError: false, atMs: world.clock.now() });
    running.set(task, { abort, ended: run({ task, signal: abort.signal }) });
  }

  async function run({ task, signal }: Run): Promise<void> {
    const context = { world, rights, quotas, threads, checksums, retryDelayMs };
    try {
      const source = taskEnd(world, task.sourceEndpointId);
      if (task.type === 'DELETE') await runDelete(context, { task, signal }, source, rights);
      else {
        const destination = taskEnd(world, task.destinationEndpointId ?? '');
        await runTransfer(context, { task, signal }, { source, destination });
      }
      if (!signal.aborted) finish(task, null, '');
    } catch (error) {
      if (!signal.aborted) fail(task, error);
    } finally {
      running.delete(task);
      fillPlaces();
    }
  }

  function fail(task: LabTask, error: unknown): void {
    const code = error instanceof TaskFault ? error.code : 'UNKNOWN';
    if (!(error instanceof TaskFault)) world.log(`transfer: task ${task.taskId}: ${String(error)}`);
    finish(task, { code, description: describeCode(code) }, error instanceof Error ? error.message : String(error));
  }

  function finish(task: LabTask, fatalError: LabTask['fatalError'], details: string): void {
    const atMs = world.clock.now();
    // A fatal fault is in the list already; cancel and deadline are not faults of the work.
    if (fatalError === null || fatalError.code === 'CANCELED' || fatalError.code === 'EXPIRED')
      addEvent(task, { code: fatalError?.code ?? 'SUCCEEDED', details, isError: fatalError !== null, atMs });
    task.status = fatalError === null ? 'SUCCEEDED' : 'FAILED';
    task.fatalError = fatalError;
    task.niceStatus = null;
    task.niceDetails = null;
    task.completedMs = atMs;
    // Nobody asks for them any more, and ten thousand of them would be kept.
    task.items = [];
    unfinished.delete(task);
  }

  /** Ends a task from outside, whether it runs or waits in the queue. */
  function end(task: LabTask, code: 'CANCELED' | 'EXPIRED', details: string): void {
    finish(task, { code, description: describeCode(code) }, details);
    running.get(task)?.abort.abort();
    fillPlaces();
  }

  function expire(): void {
    const now = world.clock.now();
    for (const task of [...unfinished])
      if (task.deadlineMs <= now) end(task, 'EXPIRED', 'The task did not finish before its deadline');
    fillPlaces();
  }

  /** Endpoints of a submission, all there, visible and consented to. */
  function check(requester: Requester, order: TaskOrder): void {
    const ids = [order.sourceEndpointId, order.destinationEndpointId].filter((id) => id !== null);
    if (ids.some(isServer)) throw badRequest('Endpoints of this type have no files', '.NotSupported');
    const endpoints: LabEndpoint[] = ids.map((id) => rights.visible(id, requester.personId));
    for (const endpoint of endpoints)
      if (endpoint.kind === 'personal' && endpoint.ownerId !== requester.personId)
        throw permissionDenied(`You do not have permission on endpoint '${endpoint.id}'`);
    needConsents(world, requester, endpoints);
    for (const id of ids) used(requester.personId, id);
  }

  function submit(requester: Requester, order: TaskOrder): { task: LabTask; isDuplicate: boolean } {
    const known = bySubmission.get(order.submissionId);
    if (known !== undefined && known.personId === requester.personId) return { task: known, isDuplicate: true };
    if (known !== undefined) throw new TransferRefusal(409, 'ClientError.Conflict', 'This submission id is taken');
    check(requester, order);
    const pending = [...unfinished].filter(({ personId }) => personId === requester.personId).length;
    if (pending >= pendingLimit)
      throw new TransferRefusal(409, 'TooManyPendingJobs', `You already have ${pendingLimit} pending tasks`);
    const now = world.clock.now();
    const { deadlineMs, ...asked } = order;
    const task: LabTask = {
      ...asked,
      ...{ personId: requester.personId, clientId: requester.clientId },
      taskId: crypto.randomUUID(),
      requestedMs: now,
      startedMs: null,
      completedMs: null,
      deadlineMs: deadlineMs ?? now + firstDeadlineMs,
      hasOwnDeadline: deadlineMs !== null,
      status: 'ACTIVE',
      niceStatus: 'Queued',
      niceDetails: null,
      fatalError: null,
      isRemoved: false,
      progress: freshProgress(),
      events: [],
      arrived: [],
      skipped: [],
    };
    journal?.accepted(task);
    keep(task);
    fillPlaces();
    return { task, isDuplicate: false };
  }

  /** A task cut short by the end of the lab begins anew. */
  function restart(task: LabTask): LabTask {
    if (isFinished(task)) return task;
    return {
      ...task,
      status: 'ACTIVE',
      niceStatus: 'Queued',
      startedMs: null,
      progress: freshProgress(),
      arrived: [],
      skipped: [],
    };
  }

  if (restored !== undefined) for (const task of snapshotSchema.parse(restored).tasks) keep(restart(task));
  for (const task of journal?.kept ?? []) if (!tasks.has(task.taskId)) keep(restart(task));
  fillPlaces();

  return {
    check,
    submit,
    find: (taskId: string): LabTask | undefined => tasks.get(taskId),
    /** Oldest first. */
    tasksOf: (personId: string): readonly LabTask[] => byPerson.get(personId) ?? [],
    endpointsInUse(personId: string): ReadonlySet<string> {
      const mine = [...unfinished].filter((task) => task.personId === personId);
      return new Set(mine.flatMap((task) => [task.sourceEndpointId, task.destinationEndpointId ?? '']));
    },
    cancel(task: LabTask): void {
      if (!isFinished(task)) end(task, 'CANCELED', 'Canceled by the task owner');
    },
    setDeadline(task: LabTask, deadlineMs: number): void {
      task.deadlineMs = deadlineMs;
      task.hasOwnDeadline = true;
      fillPlaces();
    },
    snapshot: (): z.infer<typeof snapshotSchema> => ({ tasks: [...tasks.values()] }),
    /** Leaves running tasks ACTIVE in the snapshot; resolves when nothing is written any more. */
    async stop(): Promise<void> {
      isStopped = true;
      alarm.stop();
      const ending = [...running.values()];
      for (const { abort } of ending) abort.abort();
      await Promise.all(ending.map(({ ended }) => ended));
      await threads.close();
    },
  };
}
