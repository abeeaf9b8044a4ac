import { Hono } from 'hono';
import { z } from 'zod';
import { createSearchCalls } from './searchCalls.ts';
import { addEntryRoutes } from './searchEntryRoutes.ts';
import { answerSearchError, notFound, searchErrorDocument } from './searchErrors.ts';
import { createSearchIndex, indexSnapshotSchema } from './searchIndex.ts';
import { addIndexRoutes } from './searchIndexRoutes.ts';
import { ingest } from './searchIngest.ts';
import { createSearchTasks, type SearchWork, searchTaskSchema } from './searchTasks.ts';
import { showFaults } from './transferFaults.ts';
import type { LabWorld } from './world.ts';

export interface SearchServiceDependencies {
  readonly world: LabWorld;
  /** What `snapshot()` answered in an earlier run. */
  readonly restored?: unknown;
  readonly pace?: { readonly taskDelayMs?: number; readonly slowAnswerMs?: number };
}

const snapshotSchema = z.object({ indices: z.array(indexSnapshotSchema), tasks: z.array(searchTaskSchema) });

export type SearchService = ReturnType<typeof createSearchService>;

/** The lab's Globus Search: paths below /v1. */
export function createSearchService({ world, restored, pace }: SearchServiceDependencies) {
  const kept = restored === undefined ? undefined : snapshotSchema.parse(restored);
  const indices = new Map((kept?.indices ?? []).map((facts) => [facts.id, createSearchIndex(facts)]));
  const calls = createSearchCalls({ world, indices });

  function perform(indexId: string, work: SearchWork): string | null {
    const index = indices.get(indexId);
    if (index === undefined) return 'The index is gone';
    if (work.kind === 'ingest') return ingest(index, work.entries);
    if (work.kind === 'removeEntry') index.removeEntry(work.subject, work.entryId);
    else for (const subject of work.subjects) index.removeSubject(subject);
    return null;
  }

  const tasks = createSearchTasks({
    world,
    perform,
    taskDelayMs: pace?.taskDelayMs ?? 100,
    restored: kept?.tasks ?? [],
  });
  const stopping = new AbortController();
  const app = new Hono().basePath('/v1');
  showFaults(app, {
    world,
    document: (status, code, message) =>
      searchErrorDocument(status, status === 429 ? `TooManyRequests.${code}` : `UnexpectedError.${code}`, message),
    slowAnswerMs: pace?.slowAnswerMs ?? 2000,
    signal: stopping.signal,
  });
  addIndexRoutes(app, { world, indices, calls });
  addEntryRoutes(app, { calls, tasks, indices });
  app.onError((error, context) => answerSearchError(world, error, context));
  app.notFound((context) => answerSearchError(world, notFound('Resource'), context));

  return {
    app,
    snapshot: (): z.infer<typeof snapshotSchema> => ({
      indices: [...indices.values()].map((index) => index.snapshot()),
      tasks: tasks.snapshot(),
    }),
    stop(): void {
      stopping.abort();
      tasks.stop();
    },
  };
}
