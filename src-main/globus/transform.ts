import { z } from 'zod';
import type { EndpointKind, RemoteFile } from '../contract/endpoint.ts';
import { AppError } from '../contract/errors.ts';
import { type EndpointId, endpointIdSchema, type TaskId } from '../contract/ids.ts';
import type { TaskEvent } from '../contract/transfer.ts';
import { hostileText, hostileTextOrNull, isPlainText } from '../domain/hostileText.ts';
import type { ArrivedFile, RemovalOrder, TransferOrder, TransferTask } from '../ports/transfers.ts';
import {
  type WireEndpoint,
  type WireTask,
  wireArrivedFileSchema,
  wireEndpointSchema,
  wireEventSchema,
  wireFileSchema,
  wireTaskSchema,
} from './types.ts';

const longestName = 256;
const longestDescription = 4096;

/** What Globus itself tells of an endpoint, or of the server that hosts endpoints. Stored, so a schema too. */
export const knownEndpointSchema = z.object({
  id: endpointIdSchema,
  name: z.string(),
  kind: z.enum(['personal', 'mapped', 'guest', 'host']),
  organization: z.string().nullable(),
  ownerName: z.string().nullable(),
  description: z.string().nullable(),
  contact: z.string().nullable(),
  hostId: endpointIdSchema.nullable(),
  hostName: z.string().nullable(),
  defaultDirectory: z.string().nullable(),
  httpsUrl: z.string().nullable(),
  isHighAssurance: z.boolean(),
  asksForConsent: z.boolean(),
  forcesEncryption: z.boolean(),
  /** null for an endpoint that is no personal one: it has no switch to tell. */
  isConnected: z.boolean().nullable(),
  isPaused: z.boolean(),
});
export type KnownEndpoint = z.infer<typeof knownEndpointSchema>;

/** A document of the expected form, or AppError `answer.unexpected`. */
export function expected<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const field = hostileText(parsed.error.issues[0]?.path.join('.'), 100);
  throw new AppError('answer.unexpected', { facts: { what, field } });
}

/** Those entries that have the expected form. */
const readable = <T>(schema: z.ZodType<T>, entries: readonly unknown[]): T[] =>
  entries.flatMap((entry) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });

/** ISO 8601 in UTC; Globus writes a space instead of `T` in listings. null when it is no time. */
function isoTime(value: string | null | undefined): string | null {
  const milliseconds = Date.parse((value ?? '').replace(' ', 'T'));
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

const idOrNull = (value: string | null | undefined): EndpointId | null =>
  endpointIdSchema.safeParse(value?.toLowerCase()).data ?? null;

/** Types that Globus retired (GCSv4) are still in its data; whatever is not known yet is a place like a guest one. */
function kindOf({ entity_type, non_functional }: WireEndpoint): EndpointKind | 'host' {
  if (entity_type === 'GCSv5_endpoint' || non_functional === true) return 'host';
  if (entity_type === 'GCP_mapped_collection') return 'personal';
  return entity_type === 'GCSv5_mapped_collection' || entity_type === 'GCSv4_host' ? 'mapped' : 'guest';
}

/** Of everything on a Globus Connect Server `owner_id` names the server, not a person. */
function hostOf(wire: WireEndpoint): EndpointId | null {
  if (wire.entity_type?.startsWith('GCSv5_')) return idOrNull(wire.owner_id);
  return idOrNull(wire.host_endpoint_id);
}

function httpsOrigin(value: string | null | undefined): string | null {
  const url = URL.parse(value ?? '');
  return url?.protocol === 'https:' ? url.origin : null;
}

/** What a Connect Server owns is owned by its own client, which is nobody to write to. */
const ownerOf = (owner: string | null): string | null => (owner?.endsWith('@clients.auth.globus.org') ? null : owner);

export function knownEndpoint(wire: WireEndpoint): KnownEndpoint {
  const kind = kindOf(wire);
  const hostId = kind === 'host' ? null : hostOf(wire);
  const isHighAssurance = wire.high_assurance === true;
  return {
    id: wire.id.toLowerCase() as EndpointId,
    name: hostileText(wire.display_name, longestName) || hostileText(wire.canonical_name, longestName) || wire.id,
    kind,
    organization: hostileTextOrNull(wire.organization, longestName),
    ownerName: ownerOf(hostileTextOrNull(wire.owner_string, longestName)),
    description: hostileTextOrNull(wire.description, longestDescription, { keepsLines: true }),
    contact: hostileTextOrNull(wire.contact_email, longestName) ?? hostileTextOrNull(wire.contact_info, longestName),
    hostId: hostId === wire.id.toLowerCase() ? null : hostId,
    hostName: hostileTextOrNull(wire.host_endpoint_display_name, longestName),
    defaultDirectory: hostileTextOrNull(wire.default_directory, 4096),
    httpsUrl: httpsOrigin(wire.https_server),
    isHighAssurance,
    // Only these have the extra scope; asking it of others ends the sign-in with "unknown scope".
    asksForConsent: wire.entity_type === 'GCSv5_mapped_collection' && !isHighAssurance,
    forcesEncryption: wire.force_encryption === true,
    isConnected: wire.gcp_connected ?? null,
    isPaused: wire.gcp_paused === true,
  };
}

export const knownEndpoints = (entries: readonly unknown[]): KnownEndpoint[] =>
  readable(wireEndpointSchema, entries).map(knownEndpoint);

const statuses = { ACTIVE: 'active', INACTIVE: 'inactive', SUCCEEDED: 'succeeded', FAILED: 'failed' } as const;

export const transferTask = (wire: WireTask): TransferTask => ({
  taskId: wire.task_id as TaskId,
  label: hostileTextOrNull(wire.label, 256),
  status: statuses[wire.status],
  isPaused: wire.is_paused === true,
  niceStatus: hostileTextOrNull(wire.nice_status, 200),
  fatalErrorCode: hostileTextOrNull(wire.fatal_error?.code, 200),
  bytesTransferred: wire.bytes_transferred ?? 0,
  bytesChecksummed: wire.bytes_checksummed ?? 0,
  bytesPerSecond: wire.effective_bytes_per_second ?? 0,
  files: wire.files ?? 0,
  filesTransferred: wire.files_transferred ?? 0,
  filesSkipped: wire.files_skipped ?? 0,
  faults: wire.faults ?? 0,
  requestedAt: isoTime(wire.request_time) ?? '1970-01-01T00:00:00.000Z',
  completedAt: isoTime(wire.completion_time),
  sourceEndpointId: idOrNull(wire.source_endpoint_id),
  destinationEndpointId: idOrNull(wire.destination_endpoint_id),
});

export const transferTasks = (entries: readonly unknown[]): TransferTask[] =>
  readable(wireTaskSchema, entries).map(transferTask);

/** Details are text, or JSON in a text, or JSON. */
const detailsText = (details: unknown) =>
  typeof details === 'string' ? details : details === null || details === undefined ? '' : JSON.stringify(details);

export const taskEvents = (entries: readonly unknown[]): TaskEvent[] =>
  readable(wireEventSchema, entries).map((wire) => ({
    at: isoTime(wire.time) ?? '1970-01-01T00:00:00.000Z',
    code: hostileText(wire.code, 200),
    description: hostileText(wire.description, 500),
    details: hostileText(detailsText(wire.details), longestDescription, { keepsLines: true }),
    isError: wire.is_error === true,
  }));

/** Entries whose names could not be written down as they are were never put there by this app; they are left out. */
export const remoteFiles = (entries: readonly unknown[]): RemoteFile[] =>
  readable(wireFileSchema, entries)
    .filter(({ name }) => isPlainText(name, 1024) && !name.includes('/'))
    .map((wire) => ({
      name: wire.name,
      kind: wire.type === 'file' ? 'file' : wire.type === 'dir' ? 'folder' : 'other',
      sizeBytes: wire.size ?? 0,
      changedAt: isoTime(wire.last_modified) ?? '1970-01-01T00:00:00.000Z',
    }));

export const arrivedFiles = (entries: readonly unknown[]): ArrivedFile[] =>
  readable(wireArrivedFileSchema, entries).map((wire) => ({
    sourcePath: wire.source_path,
    destinationPath: wire.destination_path,
    checksum: hostileTextOrNull(wire.checksum, 200),
  }));

function checksumOf(digest: string | null) {
  if (!digest?.startsWith('sha256:')) return {};
  return { external_checksum: digest.slice('sha256:'.length), checksum_algorithm: 'SHA256' };
}

/** Globus takes at most 128 characters, no line end, no blank at the edges. */
const taskLabel = (label: string): string => hostileText(label, 128);

/** https://docs.globus.org/api/transfer/task_submit/ */
export const transferDocument = (order: TransferOrder) => ({
  DATA_TYPE: 'transfer',
  submission_id: order.submissionId,
  source_endpoint: order.sourceEndpointId,
  destination_endpoint: order.destinationEndpointId,
  label: taskLabel(order.label),
  // Only a comparison of contents is safe to start again after a failed transfer.
  sync_level: 3,
  verify_checksum: true,
  preserve_timestamp: false,
  encrypt_data: order.encryptsData,
  skip_source_errors: false,
  // Otherwise Globus tries again until the deadline.
  fail_on_quota_errors: true,
  notify_on_succeeded: false,
  notify_on_failed: false,
  notify_on_inactive: false,
  ...(order.deadlineAt === null ? {} : { deadline: order.deadlineAt }),
  DATA: order.files.map(({ sourcePath, destinationPath, digest }) => ({
    DATA_TYPE: 'transfer_item',
    source_path: sourcePath,
    destination_path: destinationPath,
    recursive: false,
    ...checksumOf(digest),
  })),
});

/** Never patterns, whatever a name looks like; folders only where the order says so. */
export const deleteDocument = (order: RemovalOrder) => ({
  DATA_TYPE: 'delete',
  submission_id: order.submissionId,
  endpoint: order.endpointId,
  label: taskLabel(order.label),
  recursive: order.withFolders === true,
  ignore_missing: true,
  interpret_globs: false,
  notify_on_succeeded: false,
  notify_on_failed: false,
  notify_on_inactive: false,
  DATA: order.paths.map((path) => ({ DATA_TYPE: 'delete_item', path })),
});
