import { z } from 'zod';
import { entrySchema } from './searchIndex.ts';
import type { LabWorld } from './world.ts';

const workSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ingest'), entries: z.array(entrySchema) }),
  z.object({ kind: z.literal('removeSubjects'), subjects: z.array(z.string()) }),
  z.object({ kind: z.literal('removeEntry'), subject: z.string(), entryId: z.string().nullable() }),
]);
/** What a task is to do to its index. */
export type SearchWork = z.infer<typeof workSchema>;

export const searchTaskSchema = z.object({
  taskId: z.string(),
  indexId: z.string(),
  state: z.enum(['PENDING', 'PROGRESS', 'SUCCESS', 'FAILED']),
  message: z.string().nullable(),
  createdMs: z.number(),
  completedMs: z.number().nullable(),
  /** Until the task is complete. */
  work: workSchema.nullable(),
});
export type SearchTask = z.infer<typeof searchTaskSchema>;

const descriptions: Record<SearchTask['state'], string> = {
  PENDING: 'Task is waiting to start',
  PROGRESS: 'Task is in progress',
  SUCCESS: 'Task succeeded',
  FAILED: 'Task failed',
};

/** `2021-10-05T18:42:49`: dates of search tasks carry no zone. */
const plainDate = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString().slice(0, 19));

export const searchTaskDocument = (task: SearchTask) => ({
  task_id: task.taskId,
  index_id: task.indexId,
  state: task.state,
  state_description: descriptions[task.state],
  message: task.message,
  creation_date: plainDate(task.createdMs),
  completion_date: plainDate(task.completedMs),
  additional_details: null,
});

export interface SearchTasksDependencies {
  readonly world: Pick<LabWorld, 'clock'>;
  /** Does the work; answers why it failed, or null. */
  readonly perform: (indexId: string, work: SearchWork) => string | null;
  /** From one task's acceptance to its end. */
  readonly taskDelayMs: number;
  readonly restored: readonly SearchTask[];
}

export type SearchTasks = ReturnType<typeof createSearchTasks>;

/** Changes to indices happen later and in order, as in the real service. */
export function createSearchTasks({ world, perform, taskDelayMs, restored }: SearchTasksDependencies) {
  const tasks = new Map(restored.map((task) => [task.taskId, task]));
  const queue = restored.filter(({ work }) => work !== null);
  let timer: NodeJS.Timeout | undefined;

  function arm(): void {
    if (timer === undefined && queue.length > 0) timer = setTimeout(next, taskDelayMs);
  }

  function next(): void {
    timer = undefined;
    const task = queue.shift();
    if (task?.work) {
      task.message = perform(task.indexId, task.work);
      task.state = task.message === null ? 'SUCCESS' : 'FAILED';
      task.completedMs = world.clock.now();
      task.work = null;
    }
    const [following] = queue;
    if (following) following.state = 'PROGRESS';
    arm();
  }
  arm();

  return {
    add(indexId: string, work: SearchWork): SearchTask {
      const task: SearchTask = {
        taskId: crypto.randomUUID(),
        indexId,
        state: 'PENDING',
        message: null,
        createdMs: world.clock.now(),
        completedMs: null,
        work,
      };
      tasks.set(task.taskId, task);
      queue.push(task);
      arm();
      return task;
    },
    find: (taskId: string): SearchTask | undefined => tasks.get(taskId),
    /** Newest first. */
    of: (indexId: string): SearchTask[] => [...tasks.values()].filter((task) => task.indexId === indexId).reverse(),
    snapshot: (): SearchTask[] => [...tasks.values()],
    stop(): void {
      clearTimeout(timer);
      queue.length = 0;
    },
  };
}
