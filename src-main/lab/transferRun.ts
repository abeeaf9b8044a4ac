import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createFileRoot, createFolderMaker } from './endpointFiles.ts';
import type { SourceChecksums } from './sourceChecksums.ts';
import { type DeliveryContext, deliver } from './transferDeliver.ts';
import { createPace } from './transferPace.ts';
import { absolutePath } from './transferPaths.ts';
import { isWell, noteFault, obstacle, type PersistContext, persist, type Run } from './transferPersist.ts';
import type { Quotas } from './transferQuota.ts';
import type { TransferRights } from './transferRights.ts';
import { type FileJob, findExtras, type ScannedItem, scanItem, type TaskEnd } from './transferScan.ts';
import type { TaskItem } from './transferTask.ts';
import { atPlace, faultAt, TaskFault } from './transferTaskFault.ts';
import type { FileThreads } from './transferThreads.ts';
import type { LabWorld } from './world.ts';

export interface RunContext extends PersistContext {
  readonly rights: TransferRights;
  readonly quotas: Quotas;
  readonly threads: FileThreads;
  readonly checksums: SourceChecksums;
}

/** Files of one task that are copied side by side. */
const concurrency = 4;
/** Progress moves an automatic deadline to this far ahead. */
const deadlineAfterProgressMs = 72 * 60 * 60 * 1000;
const skippableCodes = ['PERMISSION_DENIED', 'FILE_NOT_FOUND'];

interface TransferWork {
  items: TaskItem[];
  files: FileJob[];
  readonly scanned: ScannedItem[];
}

function skipOrNote(
  context: RunContext,
  run: Run,
  fault: TaskFault,
  what: { item: TaskItem; job?: FileJob },
): 'skipped' | 'again' {
  const { task } = run;
  if (task.options.skipsSourceErrors && fault.side === 'source' && skippableCodes.includes(fault.code)) {
    task.skipped.push({
      sourcePath: what.job?.source.shown ?? what.item.sourcePath,
      destinationPath: what.job?.destination.shown ?? what.item.destinationPath,
      code: fault.code,
      details: fault.message,
      atMs: context.world.clock.now(),
      isFolder: what.item.isRecursive && what.job === undefined,
    });
    task.progress.skippedErrors += 1;
    return 'skipped';
  }
  noteFault(context, run, fault);
  return 'again';
}

/** Looks through the items not yet looked through; those that fail stay. */
async function scanAll(
  context: RunContext,
  run: Run,
  work: TransferWork,
  source: TaskEnd,
  destination: TaskEnd,
): Promise<void> {
  const { task, signal } = run;
  const again: TaskItem[] = [];
  for (const item of work.items) {
    try {
      const place = { side: 'source', endpoint: source.endpoint, path: item.sourcePath } as const;
      if (context.world.faults.isOn('source-missing', source.endpoint.id))
        throw faultAt(place, 'FILE_NOT_FOUND', '550-GlobusError: v=1 c=PATH_NOT_FOUND');
      const found = await scanItem(source, destination, item, task.options.filterRules, signal);
      if (item.isRecursive) work.scanned.push(found);
      for (const file of found.files) work.files.push(file);
      task.progress.files += found.files.length;
      task.progress.directories += found.folders.length;
    } catch (error) {
      if (!(error instanceof TaskFault)) throw error;
      if (skipOrNote(context, run, error, { item }) === 'again') again.push(item);
    }
  }
  work.items = again;
}

/** Copies what is left, some files side by side; those that fail stay. A sleeping end stops the round. */
async function copyAll(context: RunContext, run: Run, work: TransferWork, delivery: DeliveryContext): Promise<void> {
  const again: FileJob[] = [];
  const queue = work.files;
  const ends = [delivery.source, delivery.destination];
  let next = 0;
  let fatal: unknown = null;
  async function worker(): Promise<void> {
    for (let job = queue[next++]; job !== undefined && fatal === null; job = queue[next++]) {
      const isHalted = obstacle(context, run, ends) !== null;
      try {
        if (isHalted || (await deliverOrNote(context, run, delivery, job)) === 'again') again.push(job);
      } catch (error) {
        fatal ??= error;
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (fatal !== null) throw fatal;
  work.files = again;
}

async function deliverOrNote(
  context: RunContext,
  run: Run,
  delivery: DeliveryContext,
  job: FileJob,
): Promise<'done' | 'skipped' | 'again'> {
  const { progress } = run.task;
  try {
    run.signal.throwIfAborted();
    if (await deliver(delivery, job)) progress.filesTransferred += 1;
    else progress.filesSkipped += 1;
    progressed(context, run);
    return 'done';
  } catch (error) {
    if (!(error instanceof TaskFault)) throw error;
    return skipOrNote(context, run, error, { item: job.item, job });
  }
}

function progressed({ world }: RunContext, { task, signal }: Run): void {
  if (signal.aborted) return;
  isWell(task);
  if (!task.hasOwnDeadline) task.deadlineMs = Math.max(task.deadlineMs, world.clock.now() + deadlineAfterProgressMs);
}

async function removeExtras(destination: TaskEnd, scanned: readonly ScannedItem[]): Promise<void> {
  for (const item of scanned)
    for (const extra of await findExtras(destination, item)) await rm(extra, { recursive: true, force: true });
}

/** Runs a transfer task to its end; throws a fatal TaskFault, or the signal's reason. */
export async function runTransfer(
  context: RunContext,
  run: Run,
  ends: { source: TaskEnd; destination: TaskEnd },
): Promise<void> {
  const { world, rights, quotas, threads, checksums } = context;
  const { task, signal } = run;
  const { source, destination } = ends;
  const both = [source, destination];
  const isSlow = () => both.some(({ endpoint }) => world.faults.isOn('slow', endpoint.id));
  const makeFolder = createFolderMaker(destination.files);
  const delivery: DeliveryContext = {
    world,
    task,
    source,
    destination,
    quotas,
    threads,
    checksums,
    signal,
    pace: createPace(() => world.transferRate.bytesPerSecond / (isSlow() ? 100 : 1)),
    permission: ({ endpoint }, at) => rights.permissionAt(endpoint, task.personId, at),
    check: () => {
      const inTheWay = obstacle(context, run, both);
      if (inTheWay) throw inTheWay;
    },
    makeParent: ({ destination: { segments } }) => makeFolder(segments.slice(0, -1)),
  };
  const work: TransferWork = { items: [...task.items], files: [], scanned: [] };
  await persist(context, run, both, async () => {
    await quotas.look(destination.endpoint);
    await scanAll(context, run, work, source, destination);
    await copyAll(context, run, work, delivery);
    task.progress.retrying = work.items.length + work.files.length;
    return task.progress.retrying === 0 && (await makeFolders(context, run, work, destination, makeFolder));
  });
  if (task.options.deletesExtra) await removeExtras(destination, work.scanned);
}

/** Folders without files arrive too. */
async function makeFolders(
  context: RunContext,
  run: Run,
  { scanned }: TransferWork,
  { endpoint }: TaskEnd,
  makeFolder: (segments: readonly string[]) => Promise<void>,
): Promise<boolean> {
  try {
    for (const { segments, shown } of scanned.flatMap(({ folders }) => folders))
      await atPlace({ side: 'destination', endpoint, path: shown }, async () => {
        const granted = context.rights.permissionAt(endpoint, run.task.personId, absolutePath(segments));
        if (granted !== 'rw') throw Object.assign(new Error('read only'), { code: 'EACCES' });
        await makeFolder(segments);
      });
    return true;
  } catch (error) {
    if (!(error instanceof TaskFault)) throw error;
    noteFault(context, run, error);
    return false;
  }
}

/** Parent folders belong to the endpoint itself when the task begins. */
export const taskEnd = (world: LabWorld, id: string): TaskEnd => {
  const endpoint = world.endpoints.get(id);
  if (endpoint === undefined) throw new TaskFault('ENDPOINT_ERROR', 'The endpoint has been deleted', { isFatal: true });
  return { endpoint, files: createFileRoot(path.resolve(endpoint.root)) };
};
