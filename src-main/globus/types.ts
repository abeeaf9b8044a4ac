import { z } from 'zod';

/**
 * Globus documents as they travel. Only fields that are used are named; a field of an unexpected type reads as absent,
 * so that one odd field never hides a whole document.
 */
const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
const count = z.number().nonnegative().finite().nullish().catch(null);

/** https://docs.globus.org/api/transfer/endpoints_and_collections/ */
export const wireEndpointSchema = z.object({
  id: z.guid(),
  display_name: text,
  canonical_name: text,
  entity_type: text,
  owner_id: text,
  owner_string: text,
  organization: text,
  description: text,
  contact_email: text,
  contact_info: text,
  host_endpoint_id: text,
  host_endpoint_display_name: text,
  mapped_collection_id: text,
  default_directory: text,
  https_server: text,
  non_functional: flag,
  high_assurance: flag,
  force_encryption: flag,
  gcp_connected: flag,
  gcp_paused: flag,
});
export type WireEndpoint = z.infer<typeof wireEndpointSchema>;

export const wireEndpointListSchema = z.object({
  has_next_page: z.boolean().catch(false),
  DATA: z.array(z.unknown()),
});

/** https://docs.globus.org/api/transfer/task/ */
export const wireTaskSchema = z.object({
  task_id: z.guid(),
  label: text,
  status: z.enum(['ACTIVE', 'INACTIVE', 'SUCCEEDED', 'FAILED']),
  is_paused: flag,
  nice_status: text,
  fatal_error: z.object({ code: text }).nullish().catch(null),
  bytes_transferred: count,
  bytes_checksummed: count,
  effective_bytes_per_second: count,
  files: count,
  files_transferred: count,
  files_skipped: count,
  faults: count,
  request_time: text,
  completion_time: text,
  source_endpoint_id: text,
  destination_endpoint_id: text,
});
export type WireTask = z.infer<typeof wireTaskSchema>;

export const wireEventSchema = z.object({
  time: text,
  code: text,
  description: text,
  details: z.unknown(),
  is_error: flag,
});

/** https://docs.globus.org/api/transfer/file_operations/ */
export const wireFileSchema = z.object({
  name: z.string(),
  type: text,
  size: count,
  last_modified: text,
});

export const wireArrivedFileSchema = z.object({
  source_path: z.string(),
  destination_path: z.string(),
  checksum: text,
});

export const wirePageSchema = z.object({
  DATA: z.array(z.unknown()),
  total: count,
  /** A number, or a text in older answers; null or absent at the end. */
  next_marker: z.union([z.number(), z.string()]).nullish().catch(null),
});

export const wireSubmissionIdSchema = z.object({ value: z.guid() });

export const wireTransferResultSchema = z.object({
  code: z.enum(['Accepted', 'Duplicate']),
  task_id: z.guid(),
});
