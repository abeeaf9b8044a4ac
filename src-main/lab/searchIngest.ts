import { z } from 'zod';
import { invalid, SearchRefusal } from './searchErrors.ts';
import { depthOf, fieldTypes, type JsonObject } from './searchFields.ts';
import type { SearchEntry, SearchIndex } from './searchIndex.ts';

const limits = {
  entryBytes: 10 * 1024 ** 2,
  subjectBytes: 500,
  fields: 1000,
  depth: 20,
  entriesPerSubject: 10,
  visibleTo: 100,
};

const urn = /^urn:globus:(?:auth:identity|groups:id):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const requiredText = 'Missing data for required field.';
const required = { error: (issue: { input: unknown }) => (issue.input === undefined ? requiredText : undefined) };
const principal = z
  .string()
  .refine(
    (text) => text === 'public' || text === 'all_authenticated_users' || urn.test(text),
    'Not a valid principal.',
  );
const content: z.ZodType<JsonObject> = z.record(z.string(), z.json(), required);

const metaEntrySchema = z.object({
  subject: z.string(required).min(1),
  id: z.string().nullable().optional(),
  visible_to: z.array(principal, required).min(1).max(limits.visibleTo),
  content,
  principal_sets: z.record(z.string(), z.array(principal)).optional(),
});
const frameSchema = z.object({
  ingest_type: z.enum(['GMetaEntry', 'GMetaList'], required),
  ingest_data: z.looseObject({}, required),
});
const metaListSchema = z.object({ gmeta: z.array(metaEntrySchema, required) });

/** Throws the validation error that names the first wrong field. */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  below: readonly string[] = [],
): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalid([...below, ...(issue?.path ?? [])], issue?.message ?? 'Invalid value.');
}

function checkEntry(entry: SearchEntry): SearchEntry {
  if (Buffer.byteLength(entry.subject) > limits.subjectBytes)
    throw invalid(['ingest_data', 'subject'], `Longer than maximum of ${limits.subjectBytes} bytes.`);
  if (Buffer.byteLength(JSON.stringify(entry.content)) > limits.entryBytes)
    throw new SearchRefusal(413, 'RequestEntityTooLarge', 'An entry may have at most 10 MB');
  if (depthOf(entry.content) > limits.depth)
    throw invalid(['ingest_data', 'content'], `Nested deeper than ${limits.depth} levels.`);
  return entry;
}

/** Reads the document of POST …/ingest. */
export function readIngest(body: unknown): SearchEntry[] {
  const frame = parseBody(frameSchema, body);
  const found =
    frame.ingest_type === 'GMetaEntry'
      ? [parseBody(metaEntrySchema, frame.ingest_data, ['ingest_data'])]
      : parseBody(metaListSchema, frame.ingest_data, ['ingest_data']).gmeta;
  return found.map((entry) =>
    checkEntry({
      subject: entry.subject,
      entryId: entry.id ?? null,
      visibleTo: entry.visible_to,
      content: entry.content,
      principalSets: entry.principal_sets ?? {},
    }),
  );
}

/** Puts entries into an index. Answers why nothing was put, or null: a list is taken as a whole or not at all. */
export function ingest(index: SearchIndex, entries: readonly SearchEntry[]): string | null {
  const types = new Map(index.types);
  for (const { content } of entries)
    for (const [field, type] of fieldTypes(content)) {
      const known = types.get(field) ?? type;
      if (known !== type && !(known === 'string' && type === 'date'))
        return `Field "${field}" is of type ${known}, not ${type}`;
      types.set(field, known);
    }
  if (types.size > limits.fields) return `An index may have at most ${limits.fields} fields`;
  for (const { subject, entryId } of entries) {
    const others = index.entriesOf(subject).filter((entry) => entry.entryId !== entryId);
    if (others.length >= limits.entriesPerSubject)
      return `A subject may have at most ${limits.entriesPerSubject} entries`;
  }
  for (const [field, type] of types) index.types.set(field, type);
  for (const entry of entries) index.put(entry);
  return null;
}
