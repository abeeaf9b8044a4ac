import type { Endpoint, RemoteFile } from '../contract/endpoint.ts';
import type { AppError } from '../contract/errors.ts';
import type { Digest, EndpointId, SubmissionId, TaskId } from '../contract/ids.ts';
import type { TaskEvent } from '../contract/transfer.ts';

export interface TransferFile {
  readonly sourcePath: string;
  readonly destinationPath: string;
  /** The name it gets when the copy is whole; absent: it is sent there straight. */
  readonly publishAs?: string;
  /** Asks Globus to check the copy against this; only `sha256:` digests are used. */
  readonly digest: Digest | null;
}

export interface TransferOrder {
  readonly submissionId: SubmissionId;
  readonly sourceEndpointId: EndpointId;
  readonly destinationEndpointId: EndpointId;
  /** At most 128 characters. */
  readonly label: string;
  readonly files: readonly TransferFile[];
  readonly encryptsData: boolean;
  readonly deadlineAt: string | null;
}

export interface RemovalOrder {
  readonly submissionId: SubmissionId;
  readonly endpointId: EndpointId;
  readonly label: string;
  readonly paths: readonly string[];
  /** Also folders, with all that is in them. */
  readonly withFolders?: boolean;
}

/** A Globus task, from `status`, `nice_status` and `fatal_error`; never from event text. */
export interface TransferTask {
  readonly taskId: TaskId;
  readonly label: string | null;
  readonly status: 'active' | 'inactive' | 'succeeded' | 'failed';
  readonly isPaused: boolean;
  readonly niceStatus: string | null;
  readonly fatalErrorCode: string | null;
  readonly bytesTransferred: number;
  readonly bytesChecksummed: number;
  readonly bytesPerSecond: number;
  readonly files: number;
  readonly filesTransferred: number;
  readonly filesSkipped: number;
  readonly faults: number;
  readonly requestedAt: string;
  readonly completedAt: string | null;
  readonly sourceEndpointId: EndpointId | null;
  readonly destinationEndpointId: EndpointId | null;
}

export interface ArrivedFile {
  readonly sourcePath: string;
  readonly destinationPath: string;
  readonly checksum: string | null;
}

/** Globus Transfer in the app's words. Implemented in globus/, used by sync/. All reject with AppError only. */
export interface Transfers {
  newSubmissionId(): Promise<SubmissionId>;
  /** `Accepted` and `Duplicate` are both success and answer the task. */
  submit(order: TransferOrder): Promise<{ readonly taskId: TaskId; readonly wasDuplicate: boolean }>;
  task(taskId: TaskId): Promise<TransferTask>;
  /** One request for all of the ids (chunked when there are very many); ids unknown to Globus are absent. */
  tasks(taskIds: readonly TaskId[]): Promise<readonly TransferTask[]>;
  /** Recent tasks whose label contains the text; for finding a lost answer. */
  tasksByLabel(text: string): Promise<readonly TransferTask[]>;
  events(taskId: TaskId, options: { readonly errorsOnly: boolean }): Promise<readonly TaskEvent[]>;
  arrivedFiles(taskId: TaskId): Promise<readonly ArrivedFile[]>;
  cancel(taskId: TaskId): Promise<void>;
  /** Rejects with `endpoint.pathNotFound` when the folder is not there. */
  list(endpointId: EndpointId, path: string): Promise<readonly RemoteFile[]>;
  /** Existing folders are fine. */
  makeFolder(endpointId: EndpointId, path: string): Promise<void>;
  /** Starts a task that removes these files; those that are gone already are fine. Repeatable by its id. */
  removeFiles(order: RemovalOrder): Promise<{ readonly taskId: TaskId }>;
  rename(endpointId: EndpointId, from: string, to: string): Promise<void>;
}

/** What sync and chart need to know of endpoints; implemented by globus/endpointService. */
export interface EndpointDirectory {
  endpoint(id: EndpointId): Endpoint | null;
  all(): readonly Endpoint[];
  /** Told what a service just answered about an endpoint, so that its state is shown at once. */
  observed(id: EndpointId, outcome: 'ok' | AppError): void;
}
