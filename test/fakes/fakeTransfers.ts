import type { RemoteFile } from '../../src-main/contract/endpoint.ts';
import { AppError, type AppErrorCode } from '../../src-main/contract/errors.ts';
import type { EndpointId, SubmissionId, TaskId } from '../../src-main/contract/ids.ts';
import type { TaskEvent } from '../../src-main/contract/transfer.ts';
import type { Clock } from '../../src-main/ports/clock.ts';
import type {
  ArrivedFile,
  RemovalOrder,
  TransferOrder,
  Transfers,
  TransferTask,
} from '../../src-main/ports/transfers.ts';

/** How the next submission goes wrong. `dropAfter` and `error500After`: Globus has accepted it all the same. */
type SubmitFault = 'dropBefore' | 'dropAfter' | 'error500' | 'error500After' | AppErrorCode;

interface FakeTask {
  readonly order: TransferOrder;
  task: TransferTask;
  events: TaskEvent[];
  arrived: ArrivedFile[] | null;
}

export interface FakeTransfers extends Transfers {
  readonly posts: readonly { readonly submissionId: SubmissionId; readonly body: string }[];
  readonly removals: readonly RemovalOrder[];
  /** The size of every file that arrives from now on. */
  setFileBytes(bytes: number): void;
  /** Tasks that remove files fail so until told otherwise. */
  failRemovals(fatalErrorCode: string | null): void;
  readonly calls: Readonly<Record<string, number>>;
  readonly allTasks: readonly { readonly order: TransferOrder; readonly task: TransferTask }[];
  /** The next submissions fail so, one after another. */
  failSubmits(...faults: readonly SubmitFault[]): void;
  /** Every submission fails so until told otherwise. */
  refuseAll(code: AppErrorCode | null): void;
  /** All other calls fail so until told otherwise. */
  failCalls(code: AppErrorCode | null): void;
  change(taskId: TaskId, change: Partial<TransferTask>): void;
  addError(taskId: TaskId, code: string): void;
  /** Ends a task well; `skipped` of its files were there already and are not named. */
  finish(taskId: TaskId, options?: { readonly skipped?: number; readonly checksum?: string }): void;
  fail(taskId: TaskId, fatalErrorCode: string, arrivedFiles?: number): void;
  forget(taskId: TaskId): void;
  /** Tasks end well as soon as they are looked at. */
  finishAtOnce(isOn: boolean): void;
  putFile(endpointId: EndpointId, path: string, sizeBytes: number, changedAt?: string): void;
  removeFile(endpointId: EndpointId, path: string): void;
}

const idOf = (kind: number, count: number): string =>
  `${kind}0000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;

/** Globus Transfer in memory: tasks move only when they are told to. */
export function createFakeTransfers(clock: Clock): FakeTransfers {
  const tasks = new Map<TaskId, FakeTask>();
  const bySubmission = new Map<SubmissionId, TaskId>();
  const posts: { submissionId: SubmissionId; body: string }[] = [];
  const calls: Record<string, number> = {};
  const files = new Map<string, number>();
  /** Of files that were written after they had arrived. */
  const changes = new Map<string, string>();
  const faults: SubmitFault[] = [];
  const removals: RemovalOrder[] = [];
  let fileBytes = 1000;
  let removalFault: string | null = null;
  let refusal: AppErrorCode | null = null;
  let outage: AppErrorCode | null = null;
  let isQuick = false;
  let issued = 0;

  const called = (name: string): void => {
    calls[name] = (calls[name] ?? 0) + 1;
    if (outage !== null) throw new AppError(outage);
  };

  const find = (taskId: TaskId): FakeTask => {
    const found = tasks.get(taskId);
    if (!found) throw new AppError('task.notFound');
    return found;
  };

  const accept = (order: TransferOrder): TaskId => {
    const taskId = idOf(7, tasks.size + 1) as TaskId;
    bySubmission.set(order.submissionId, taskId);
    tasks.set(taskId, {
      order,
      events: [],
      arrived: null,
      task: {
        taskId,
        label: order.label,
        status: 'active',
        isPaused: false,
        niceStatus: 'OK',
        fatalErrorCode: null,
        bytesTransferred: 0,
        bytesChecksummed: 0,
        bytesPerSecond: 0,
        files: order.files.length,
        filesTransferred: 0,
        filesSkipped: 0,
        faults: 0,
        requestedAt: clock.nowIso(),
        completedAt: null,
        sourceEndpointId: order.sourceEndpointId,
        destinationEndpointId: order.destinationEndpointId,
      },
    });
    return taskId;
  };

  /** Removals are over as soon as they are looked at. */
  const removalTask = (taskId: TaskId, { label, endpointId }: RemovalOrder): TransferTask => ({
    ...{ taskId, label, status: removalFault === null ? 'succeeded' : 'failed', fatalErrorCode: removalFault },
    ...{ isPaused: false, niceStatus: null, bytesTransferred: 0, bytesChecksummed: 0, bytesPerSecond: 0 },
    ...{ files: 1, filesTransferred: 1, filesSkipped: 0, faults: 0 },
    ...{ requestedAt: clock.nowIso(), completedAt: clock.nowIso() },
    ...{ sourceEndpointId: endpointId, destinationEndpointId: null },
  });

  const change = (taskId: TaskId, changed: Partial<TransferTask>): void => {
    const found = find(taskId);
    found.task = { ...found.task, ...changed };
  };

  const arrive = (found: FakeTask, count: number, checksum: string | null): void => {
    found.arrived = found.order.files
      .slice(0, count)
      .map(({ sourcePath, destinationPath }) => ({ sourcePath, destinationPath, checksum }));
    for (const { destinationPath } of found.order.files.slice(0, count)) {
      files.set(`${found.order.destinationEndpointId} ${destinationPath}`, fileBytes);
      changes.delete(`${found.order.destinationEndpointId} ${destinationPath}`);
    }
  };

  const finish: FakeTransfers['finish'] = (taskId, { skipped = 0, checksum } = {}) => {
    const found = find(taskId);
    const count = found.order.files.length - skipped;
    arrive(found, count, checksum ?? null);
    const completedAt = clock.nowIso();
    change(taskId, {
      status: 'succeeded',
      niceStatus: null,
      filesTransferred: count,
      filesSkipped: skipped,
      completedAt,
    });
  };

  const submitFault = (order: TransferOrder): void => {
    const fault = faults.shift() ?? refusal;
    if (fault === null) return;
    const isAccepted = fault === 'dropAfter' || fault === 'error500After';
    if (isAccepted && !bySubmission.has(order.submissionId)) accept(order);
    if (fault === 'dropBefore') throw new AppError('network.unreachable');
    if (fault === 'dropAfter') throw new AppError('network.timeout');
    if (fault === 'error500' || fault === 'error500After') throw new AppError('service.unavailable');
    throw new AppError(fault, { facts: { globusCode: 'fake' } });
  };

  return {
    posts,
    removals,
    setFileBytes: (bytes) => {
      fileBytes = bytes;
    },
    failRemovals: (fatalErrorCode) => {
      removalFault = fatalErrorCode;
    },
    calls,
    get allTasks() {
      return [...tasks.values()].map(({ order, task }) => ({ order, task }));
    },
    failSubmits: (...more) => void faults.push(...more),
    refuseAll: (code) => {
      refusal = code;
    },
    failCalls: (code) => {
      outage = code;
    },
    change,
    addError(taskId, code) {
      const found = find(taskId);
      found.events.unshift({ at: clock.nowIso(), code, description: code, details: '', isError: true });
      change(taskId, { faults: found.task.faults + 1 });
    },
    finish,
    fail(taskId, fatalErrorCode, arrivedFiles = 0) {
      const found = find(taskId);
      arrive(found, arrivedFiles, null);
      change(taskId, { status: 'failed', niceStatus: null, fatalErrorCode, completedAt: clock.nowIso() });
    },
    forget: (taskId) => void tasks.delete(taskId),
    finishAtOnce: (isOn) => {
      isQuick = isOn;
    },
    putFile: (endpointId, path, sizeBytes, changedAt = '') => {
      files.set(`${endpointId} ${path}`, sizeBytes);
      changes.set(`${endpointId} ${path}`, changedAt);
    },
    removeFile: (endpointId, path) => void files.delete(`${endpointId} ${path}`),
    async newSubmissionId() {
      called('newSubmissionId');
      issued += 1;
      return idOf(5, issued) as SubmissionId;
    },
    async submit(order) {
      called('submit');
      posts.push({ submissionId: order.submissionId, body: JSON.stringify(order) });
      submitFault(order);
      const known = bySubmission.get(order.submissionId);
      if (known) return { taskId: known, wasDuplicate: true };
      return { taskId: accept(order), wasDuplicate: false };
    },
    async task(taskId) {
      called('task');
      const removal = removals[Number.parseInt(taskId.slice(-12), 16) - 1];
      return taskId.startsWith('8') && removal ? removalTask(taskId, removal) : find(taskId).task;
    },
    async tasks(taskIds) {
      called('tasks');
      const found = taskIds.flatMap((id) => tasks.get(id)?.task ?? []);
      if (isQuick) for (const { taskId, status } of found) if (status === 'active') finish(taskId);
      return taskIds.flatMap((id) => tasks.get(id)?.task ?? []);
    },
    async tasksByLabel(text) {
      called('tasksByLabel');
      return [...tasks.values()].map(({ task }) => task).filter(({ label }) => label?.includes(text) === true);
    },
    async events(taskId, { errorsOnly }) {
      called('events');
      return find(taskId).events.filter(({ isError }) => isError || !errorsOnly);
    },
    async arrivedFiles(taskId) {
      called('arrivedFiles');
      return find(taskId).arrived ?? [];
    },
    async cancel(taskId) {
      called('cancel');
      if (find(taskId).task.status !== 'active') return;
      change(taskId, { status: 'failed', niceStatus: null, fatalErrorCode: 'CANCELED', completedAt: clock.nowIso() });
    },
    async list(endpointId, path): Promise<readonly RemoteFile[]> {
      called('list');
      const prefix = `${endpointId} ${path}`;
      const here = [...files].filter(([key]) => key.startsWith(prefix));
      const isTop = path === '/' || path === '/~/';
      if (here.length === 0 && !isTop) throw new AppError('endpoint.pathNotFound');
      const entries = new Map<string, RemoteFile>();
      for (const [key, sizeBytes] of here) {
        const [name = '', ...below] = key.slice(prefix.length).split('/');
        const kind = below.length > 0 ? 'folder' : 'file';
        entries.set(name, { name, kind, sizeBytes, changedAt: changes.get(key) ?? '2026-11-01T00:00:00.000Z' });
      }
      return [...entries.values()];
    },
    async makeFolder() {
      called('makeFolder');
    },
    async removeFiles(order) {
      called('removeFiles');
      const known = removals.find(({ submissionId }) => submissionId === order.submissionId);
      if (!known) {
        removals.push(order);
        for (const path of order.paths) files.delete(`${order.endpointId} ${path}`);
      }
      return { taskId: idOf(8, removals.indexOf(known ?? order) + 1) as TaskId };
    },
    async rename(endpointId, from, to) {
      called('rename');
      const moved = [...files].filter(
        ([key]) => key === `${endpointId} ${from}` || (from.endsWith('/') && key.startsWith(`${endpointId} ${from}`)),
      );
      if (moved.length === 0) throw new AppError('endpoint.pathNotFound');
      for (const [key, sizeBytes] of moved) {
        files.delete(key);
        changes.delete(`${endpointId} ${to}${key.slice(`${endpointId} ${from}`.length)}`);
        files.set(`${endpointId} ${to}${key.slice(`${endpointId} ${from}`.length)}`, sizeBytes);
      }
    },
  };
}
