import { z } from 'zod';
import type { FieldType, Json, JsonObject } from './searchFields.ts';

export const roleNames = ['owner', 'admin', 'writer'] as const;
export type SearchRoleName = (typeof roleNames)[number];

const roleSchema = z.object({
  id: z.string(),
  /** `urn:globus:auth:identity:…` or `urn:globus:groups:id:…` */
  principal: z.string(),
  role: z.enum(roleNames),
  createdMs: z.number(),
});
export type SearchRole = z.infer<typeof roleSchema>;

const jsonSchema: z.ZodType<Json> = z.json();
const contentSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonSchema);

export const entrySchema = z.object({
  subject: z.string(),
  entryId: z.string().nullable(),
  visibleTo: z.array(z.string()),
  content: contentSchema,
  principalSets: z.record(z.string(), z.array(z.string())),
});
export type SearchEntry = z.infer<typeof entrySchema>;

export const indexSnapshotSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  status: z.enum(['open', 'delete_pending']),
  createdMs: z.number(),
  roles: z.array(roleSchema),
  entries: z.array(entrySchema),
  types: z.array(z.tuple([z.string(), z.enum(['string', 'number', 'boolean', 'date'])])),
});

/** Trial indices hold one megabyte. */
const maxMegabytes = 1;

export type SearchIndex = ReturnType<typeof createSearchIndex>;

/** One index: entries by subject and entry id, and the types its fields got at their first ingest. */
export function createSearchIndex(facts: z.infer<typeof indexSnapshotSchema>) {
  const subjects = new Map<string, Map<string | null, SearchEntry>>();
  const types = new Map<string, FieldType>(facts.types);
  const { id, createdMs, roles } = facts;
  const own = { name: facts.name, description: facts.description, status: facts.status };

  function put(entry: SearchEntry): void {
    const entries = subjects.get(entry.subject) ?? new Map<string | null, SearchEntry>();
    entries.set(entry.entryId, entry);
    subjects.set(entry.subject, entries);
  }
  for (const entry of facts.entries) put(entry);
  const all = (): SearchEntry[] => [...subjects.values()].flatMap((entries) => [...entries.values()]);

  return {
    id,
    own,
    roles,
    types,
    put,
    all,
    subjects: (): ReadonlyMap<string, ReadonlyMap<string | null, SearchEntry>> => subjects,
    entriesOf: (subject: string): SearchEntry[] => [...(subjects.get(subject)?.values() ?? [])],
    removeSubject: (subject: string): boolean => subjects.delete(subject),
    removeEntry(subject: string, entryId: string | null): void {
      subjects.get(subject)?.delete(entryId);
      if (subjects.get(subject)?.size === 0) subjects.delete(subject);
    },
    document: () => ({
      '@datatype': 'GSearchIndex',
      '@version': '2017-09-01',
      id,
      display_name: own.name,
      description: own.description,
      status: own.status,
      is_trial: true,
      subscription_id: null,
      creation_date: spacedDate(createdMs),
      max_size_in_mb: maxMegabytes,
      size_in_mb: Math.floor(JSON.stringify(all().map(({ content }) => content)).length / 1024 ** 2),
      num_subjects: subjects.size,
      num_entries: all().length,
    }),
    snapshot: (): z.infer<typeof indexSnapshotSchema> => ({
      id,
      createdMs,
      roles,
      ...own,
      entries: all(),
      types: [...types],
    }),
  };
}

/** `2021-04-05 15:05:18`, as Globus Search writes the dates of indices and roles. */
export const spacedDate = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

export const identityUrn = (personId: string): string => `urn:globus:auth:identity:${personId}`;

/** Who an answer is for; nobody in particular when no token was sent. */
export function canSee({ visibleTo }: SearchEntry, personId: string | null): boolean {
  if (visibleTo.includes('public')) return true;
  return (
    personId !== null && (visibleTo.includes('all_authenticated_users') || visibleTo.includes(identityUrn(personId)))
  );
}
