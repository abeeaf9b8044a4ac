import { globusUsername } from './transferEndpointDocument.ts';
import { describeCode, isFinished, type LabTask, type TaskEvent } from './transferTask.ts';
import type { LabWorld } from './world.ts';

/** Average speed since the task began; Globus counts bytes that arrived, whatever the retries. */
function bytesPerSecond(world: LabWorld, { startedMs, completedMs, progress }: LabTask): number {
  if (startedMs === null) return 0;
  const seconds = Math.max(((completedMs ?? world.clock.now()) - startedMs) / 1000, 0.001);
  return Math.round(progress.bytesTransferred / seconds);
}

/** Sub-tasks are the files and folders a task is made of, plus one for looking through what was asked for. */
function subtasks({ progress, status, niceStatus }: LabTask) {
  const ended = status === 'FAILED' || status === 'SUCCEEDED';
  const total = Math.max(progress.files, 1);
  const succeeded =
    status === 'SUCCEEDED' ? total - progress.skippedErrors : progress.filesTransferred + progress.filesSkipped;
  const left = Math.max(total - succeeded - progress.skippedErrors, 0);
  return {
    subtasks_total: total,
    subtasks_succeeded: succeeded,
    subtasks_pending: ended ? 0 : Math.max(left - progress.retrying, 0),
    subtasks_retrying: ended ? 0 : Math.min(progress.retrying, left),
    subtasks_failed: status === 'FAILED' && niceStatus === null ? left : 0,
    subtasks_skipped_errors: progress.skippedErrors,
  };
}

function outcome({ fatalError }: LabTask, left: ReturnType<typeof subtasks>) {
  const isCanceled = fatalError?.code === 'CANCELED';
  const isExpired = fatalError?.code === 'EXPIRED';
  return {
    ...left,
    subtasks_failed: isCanceled || isExpired ? 0 : left.subtasks_failed,
    subtasks_canceled: isCanceled ? left.subtasks_failed : 0,
    subtasks_expired: isExpired ? left.subtasks_failed : 0,
  };
}

function ends(world: LabWorld, task: LabTask) {
  const source = world.endpoints.get(task.sourceEndpointId);
  const destination = task.destinationEndpointId === null ? undefined : world.endpoints.get(task.destinationEndpointId);
  return {
    source_endpoint: source ? `${globusUsername(source.ownerId)}#${source.id}` : null,
    source_endpoint_id: task.sourceEndpointId,
    source_endpoint_display_name: source?.name ?? null,
    destination_endpoint: destination ? `${globusUsername(destination.ownerId)}#${destination.id}` : null,
    destination_endpoint_id: task.destinationEndpointId,
    destination_endpoint_display_name: destination?.name ?? null,
  };
}

function settings({ options, type }: LabTask) {
  return {
    delete_destination_extra: options.deletesExtra,
    encrypt_data: options.encryptsData,
    fail_on_quota_errors: options.failsOnQuota,
    filter_rules: options.filterRules.length === 0 ? null : options.filterRules,
    preserve_timestamp: options.preservesTimestamp,
    recursive_symlinks: type === 'TRANSFER' ? 'ignore' : null,
    skip_source_errors: options.skipsSourceErrors,
    sync_level: options.syncLevel,
    verify_checksum: options.verifiesChecksum,
  };
}

export type TaskDocument = Readonly<Record<string, unknown>>;

export function taskDocument(world: LabWorld, task: LabTask): TaskDocument {
  const finished = isFinished(task);
  const { progress } = task;
  const time = (ms: number | null): string | null => (ms === null ? null : world.clock.iso(ms));
  const key = new Date(task.completedMs ?? task.requestedMs).toISOString().slice(0, 23);
  return {
    DATA_TYPE: 'task',
    ...ends(world, task),
    ...settings(task),
    ...outcome(task, subtasks(task)),
    task_id: task.taskId,
    type: task.type,
    status: task.status,
    label: task.label,
    owner_id: task.personId,
    username: globusUsername(task.personId),
    command: 'API 0.10',
    key: `${finished ? 'complete' : 'active'},${key}`,
    request_time: time(task.requestedMs),
    completion_time: time(task.completedMs),
    deadline: time(task.deadlineMs),
    files: progress.files,
    files_transferred: progress.filesTransferred,
    files_skipped: progress.filesSkipped,
    directories: progress.directories,
    symlinks: 0,
    faults: progress.faults,
    bytes_transferred: progress.bytesTransferred,
    bytes_checksummed: progress.bytesChecksummed,
    effective_bytes_per_second: bytesPerSecond(world, task),
    fatal_error: task.fatalError,
    is_ok: finished ? null : task.niceStatus === 'OK' || task.niceStatus === 'Queued',
    is_paused: false,
    nice_status: task.niceStatus,
    nice_status_details: task.niceDetails,
    nice_status_expires_in: finished ? null : -1,
    nice_status_short_description: task.niceStatus === null ? null : shortDescription(task.niceStatus),
    canceled_by_admin: null,
    canceled_by_admin_message: null,
    history_deleted: false,
  };
}

const shortDescription = (code: string): string => (code === 'OK' || code === 'Queued' ? code : describeCode(code));

export const eventDocument = (world: LabWorld, { code, description, details, isError, atMs }: TaskEvent) => ({
  DATA_TYPE: 'event',
  code,
  description,
  details,
  is_error: isError,
  time: world.clock.iso(atMs),
});

export const arrivedDocument = (file: LabTask['arrived'][number]) => ({
  DATA_TYPE: 'successful_transfer',
  source_path: file.sourcePath,
  destination_path: file.destinationPath,
  checksum: file.checksum,
  checksum_algorithm: file.checksumAlgorithm,
  size: file.sizeBytes,
  dynamic: false,
});

export const skippedDocument = (world: LabWorld, error: LabTask['skipped'][number]) => ({
  DATA_TYPE: 'skipped_error',
  checksum_algorithm: null,
  destination_path: error.destinationPath,
  error_code: error.code,
  error_details: error.details,
  error_time: world.clock.iso(error.atMs),
  external_checksum: null,
  is_delete_destination_extra: false,
  is_directory: error.isFolder,
  is_symlink: false,
  source_path: error.sourcePath,
});
