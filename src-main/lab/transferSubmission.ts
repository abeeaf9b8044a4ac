import { z } from 'zod';
import { badRequest } from './transferErrors.ts';
import { checksumAlgorithmSchema, filterRuleSchema, type TaskItem, type TaskOptions } from './transferTask.ts';

const flag = z.boolean().nullable().optional();

const common = {
  submission_id: z.guid(),
  label: z
    .string()
    .max(128, 'label must be at most 128 characters')
    .refine(
      (label) => label === label.trim() && !/[\r\n]/.test(label),
      'label must be one line without blanks around it',
    )
    .nullable()
    .optional(),
  deadline: z.string().nullable().optional(),
  notify_on_succeeded: flag,
  notify_on_failed: flag,
  notify_on_inactive: flag,
};

const transferItemSchema = z.object({
  DATA_TYPE: z.literal('transfer_item').default('transfer_item'),
  source_path: z.string().min(1),
  destination_path: z.string().min(1),
  recursive: flag,
  external_checksum: z
    .string()
    .regex(/^[0-9a-f]*$/i)
    .nullable()
    .optional(),
  checksum_algorithm: checksumAlgorithmSchema.nullable().optional(),
});

const transferSchema = z.object({
  DATA_TYPE: z.literal('transfer'),
  source_endpoint: z.guid(),
  destination_endpoint: z.guid(),
  DATA: z.array(transferItemSchema),
  sync_level: z.number().int().min(0).max(3).nullable().optional(),
  verify_checksum: flag,
  preserve_timestamp: flag,
  encrypt_data: flag,
  delete_destination_extra: flag,
  skip_source_errors: flag,
  fail_on_quota_errors: flag,
  recursive_symlinks: z.enum(['ignore', 'keep', 'copy']).nullable().optional(),
  filter_rules: z.array(filterRuleSchema).nullable().optional(),
  ...common,
});

const deleteSchema = z.object({
  DATA_TYPE: z.literal('delete'),
  endpoint: z.guid(),
  DATA: z.array(z.object({ DATA_TYPE: z.literal('delete_item').default('delete_item'), path: z.string().min(1) })),
  recursive: flag,
  ignore_missing: flag,
  interpret_globs: flag,
  ...common,
});

/** A checked submission, in the lab's words. */
export interface TaskOrder {
  readonly type: 'TRANSFER' | 'DELETE';
  readonly submissionId: string;
  readonly sourceEndpointId: string;
  readonly destinationEndpointId: string | null;
  readonly label: string | null;
  readonly deadlineMs: number | null;
  readonly items: TaskItem[];
  readonly options: TaskOptions;
}

const noOptions: TaskOptions = {
  syncLevel: null,
  verifiesChecksum: false,
  preservesTimestamp: false,
  encryptsData: false,
  deletesExtra: false,
  skipsSourceErrors: false,
  failsOnQuota: false,
  filterRules: [],
  isRecursive: false,
  ignoresMissing: false,
  interpretsGlobs: false,
};

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badRequest(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}

/** Naming no zone means UTC. */
function deadlineOf(text: string | null | undefined, nowMs: number): number | null {
  if (text === null || text === undefined) return null;
  const ms = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(ms)) throw badRequest(`Invalid deadline '${text}'`);
  if (ms <= nowMs) throw badRequest('The deadline must be in the future');
  return ms;
}

function needItems(body: unknown): void {
  const { DATA } = z
    .looseObject({ DATA: z.array(z.unknown()).default([]) })
    .catch({ DATA: [] })
    .parse(body);
  if (DATA.length === 0) throw badRequest('A transfer requires at least one item', '.NoTransferItems');
}

function transferItem({ recursive, ...item }: z.infer<typeof transferItemSchema>): TaskItem {
  const externalChecksum = item.external_checksum || null;
  if (recursive === true && externalChecksum !== null)
    throw badRequest('external_checksum is for files, not for recursive items');
  return {
    sourcePath: item.source_path,
    destinationPath: item.destination_path,
    isRecursive: recursive === true,
    externalChecksum,
    checksumAlgorithm: item.checksum_algorithm ?? 'MD5',
  };
}

/** Checks the document of POST /transfer. */
export function readTransfer(body: unknown, nowMs: number): TaskOrder {
  needItems(body);
  const document = parse(transferSchema, body);
  const items = document.DATA.map(transferItem);
  if (document.delete_destination_extra === true && !items.some(({ isRecursive }) => isRecursive))
    throw badRequest('delete_destination_extra needs a recursive item');
  return {
    type: 'TRANSFER',
    submissionId: document.submission_id,
    sourceEndpointId: document.source_endpoint,
    destinationEndpointId: document.destination_endpoint,
    label: document.label ?? null,
    deadlineMs: deadlineOf(document.deadline, nowMs),
    items,
    options: {
      ...noOptions,
      syncLevel: document.sync_level ?? null,
      verifiesChecksum: document.verify_checksum === true,
      preservesTimestamp: document.preserve_timestamp === true,
      encryptsData: document.encrypt_data === true,
      deletesExtra: document.delete_destination_extra === true,
      skipsSourceErrors: document.skip_source_errors === true,
      failsOnQuota: document.fail_on_quota_errors === true,
      filterRules: document.filter_rules ?? [],
    },
  };
}

/** Checks the document of POST /delete. */
export function readDelete(body: unknown, nowMs: number): TaskOrder {
  needItems(body);
  const document = parse(deleteSchema, body);
  return {
    type: 'DELETE',
    submissionId: document.submission_id,
    sourceEndpointId: document.endpoint,
    destinationEndpointId: null,
    label: document.label ?? null,
    deadlineMs: deadlineOf(document.deadline, nowMs),
    items: document.DATA.map(({ path }) => ({
      sourcePath: path,
      destinationPath: '',
      isRecursive: document.recursive === true,
      externalChecksum: null,
      checksumAlgorithm: 'MD5',
    })),
    options: {
      ...noOptions,
      isRecursive: document.recursive === true,
      ignoresMissing: document.ignore_missing === true,
      interpretsGlobs: document.interpret_globs === true,
    },
  };
}
