import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type SearchCalls, writers } from './searchCalls.ts';
import { forbidden, invalid, notFound } from './searchErrors.ts';
import { canSee, type SearchIndex } from './searchIndex.ts';
import { parseBody, readIngest } from './searchIngest.ts';
import { answerQuery, answerScroll, findSubjects, querySchema, resultDocument } from './searchQuery.ts';
import { type SearchTasks, searchTaskDocument } from './searchTasks.ts';

export interface EntryRoutesContext {
  readonly calls: SearchCalls;
  readonly tasks: SearchTasks;
  readonly indices: ReadonlyMap<string, SearchIndex>;
}

const number = z.coerce.number().int();
const flag = z.enum(['true', 'false', 'True', 'False', '1', '0']).transform((text) => /^(?:true|1)$/i.test(text));
const getQuerySchema = z.object({
  q: z.string({ error: 'Missing data for required field.' }),
  limit: number.optional(),
  offset: number.optional(),
  advanced: flag.optional(),
  bypass_visible_to: flag.optional(),
});
const scrollSchema = querySchema.extend({ marker: z.string().nullable().default(null) });

const defined = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

function neededQuery(context: Context, name: string): string {
  const value = context.req.query(name);
  if (value === undefined || value === '') throw invalid([name], 'Missing data for required field.');
  return value;
}

/** Entries: ingest, queries, subjects, removal, and the tasks these are. */
export function addEntryRoutes(app: Hono, { calls, tasks, indices }: EntryRoutesContext): void {
  const openIndex = (context: Context): SearchIndex => calls.needStatus(calls.indexOf(context), 'open');
  const writable = (context: Context, operation: string): SearchIndex =>
    calls.needStatus(calls.indexFor(context, 'ingest', writers, operation), 'open');

  app.post('/index/:index/ingest', async (context) => {
    const index = writable(context, 'ingest');
    const entries = readIngest(await calls.bodyOf(context, z.unknown()));
    const { taskId } = tasks.add(index.id, { kind: 'ingest', entries });
    return context.json({ acknowledged: true, task_id: taskId });
  });

  app.get('/index/:index/search', (context) => {
    const index = openIndex(context);
    const asked = parseBody(getQuerySchema, context.req.query());
    return context.json(answerQuery(index, parseBody(querySchema, defined(asked)), calls.readerOf(context, index)));
  });
  app.post('/index/:index/search', async (context) => {
    const index = openIndex(context);
    return context.json(answerQuery(index, await calls.bodyOf(context, querySchema), calls.readerOf(context, index)));
  });
  app.post('/index/:index/scroll', async (context) => {
    const index = openIndex(context);
    const { marker, ...query } = await calls.bodyOf(context, scrollSchema);
    return context.json(answerScroll(index, query, marker, calls.readerOf(context, index)));
  });

  app.get('/index/:index/subject', (context) => {
    const index = openIndex(context);
    const subject = neededQuery(context, 'subject');
    const { personId } = calls.readerOf(context, index);
    const entries = index.entriesOf(subject).filter((entry) => canSee(entry, personId));
    if (entries.length === 0) throw notFound('Subject');
    return context.json(resultDocument({ subject, entries }, personId));
  });
  app.delete('/index/:index/subject', (context) => {
    const index = writable(context, 'delete_subject');
    const subjects = [neededQuery(context, 'subject')];
    return context.json({ task_id: tasks.add(index.id, { kind: 'removeSubjects', subjects }).taskId });
  });

  app.get('/index/:index/entry', (context) => {
    const index = openIndex(context);
    const subject = neededQuery(context, 'subject');
    const entryId = context.req.query('entry_id') || null;
    const { personId } = calls.readerOf(context, index);
    const entries = index.entriesOf(subject).filter((entry) => entry.entryId === entryId && canSee(entry, personId));
    if (entries.length === 0) throw notFound('Entry');
    return context.json(resultDocument({ subject, entries }, personId));
  });
  app.delete('/index/:index/entry', (context) => {
    const index = writable(context, 'delete_entry');
    const subject = neededQuery(context, 'subject');
    const entryId = context.req.query('entry_id') || null;
    return context.json({ task_id: tasks.add(index.id, { kind: 'removeEntry', subject, entryId }).taskId });
  });

  app.post('/index/:index/batch_delete_by_subject', async (context) => {
    const index = writable(context, 'batch_delete_by_subject');
    const { subjects } = await calls.bodyOf(context, z.object({ subjects: z.array(z.string()).min(1) }));
    return context.json({ task_id: tasks.add(index.id, { kind: 'removeSubjects', subjects }).taskId });
  });
  app.post('/index/:index/delete_by_query', async (context) => {
    const index = writable(context, 'delete_by_query');
    const query = await calls.bodyOf(context, querySchema);
    if (query.q === '' && query.filters.length === 0) throw invalid(['q'], 'Missing data for required field.');
    // Whoever may write removes what matches, seen or not.
    const all = { ...query, bypass_visible_to: true };
    const subjects = findSubjects(index, all, { personId: null, mayBypass: true }).map(({ subject }) => subject);
    return context.json({ task_id: tasks.add(index.id, { kind: 'removeSubjects', subjects }).taskId });
  });

  app.get('/task/:task', (context) => {
    const { person } = calls.callerOf(context, 'ingest');
    const task = tasks.find(context.req.param('task'));
    const index = task && indices.get(task.indexId);
    if (task === undefined || index === undefined) throw notFound('Task');
    if (calls.rolesOf(index, person.id).length === 0) throw forbidden('get_task');
    return context.json(searchTaskDocument(task));
  });
  app.get('/task_list/:index', (context) => {
    const index = calls.indexFor(context, 'ingest', writers, 'task_list');
    return context.json({ index_id: index.id, tasks: tasks.of(index.id).map(searchTaskDocument) });
  });
}
