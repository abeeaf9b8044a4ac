import { lstat, readdir, rm } from 'node:fs/promises';
import { globPattern } from './transferFilters.ts';
import { absolutePath } from './transferPaths.ts';
import { isWell, noteFault, type PersistContext, persist, type Run } from './transferPersist.ts';
import type { TransferRights } from './transferRights.ts';
import { placeOf, type TaskEnd } from './transferScan.ts';
import type { TaskItem } from './transferTask.ts';
import { atPlace, type FaultPlace, faultAt, TaskFault } from './transferTaskFault.ts';

/** Names below a folder that a pattern of path segments means, as lists of segments. */
async function expandGlob({ files }: TaskEnd, segments: readonly string[]): Promise<string[][]> {
  let found: string[][] = [[]];
  for (const segment of segments) {
    if (!/[*?]/.test(segment)) {
      found = found.map((start) => [...start, segment]);
      continue;
    }
    const pattern = globPattern(segment);
    const lists = found.map(async (start) => {
      const names = await readdir(await files.folder(start)).catch(() => []);
      return names.filter((name) => pattern.test(name)).map((name) => [...start, name]);
    });
    found = (await Promise.all(lists)).flat();
  }
  return found;
}

async function deleteItem(
  context: PersistContext,
  { task }: Run,
  end: TaskEnd,
  item: TaskItem,
  rights: TransferRights,
): Promise<void> {
  const place: FaultPlace = { side: 'source', endpoint: end.endpoint, path: item.sourcePath };
  const { options, progress } = task;
  const { segments } = placeOf(end, 'source', item.sourcePath);
  await atPlace(place, async () => {
    const targets = options.interpretsGlobs ? await expandGlob(end, segments) : [[...segments]];
    for (const target of targets) {
      const granted = rights.permissionAt(end.endpoint, task.personId, absolutePath(target));
      const isForbidden = context.world.faults.isOn('permission-denied', end.endpoint.id) || target.length === 0;
      if (granted !== 'rw' || isForbidden) throw faultAt(place, 'PERMISSION_DENIED', 'Path not allowed.', true);
      const entry = await end.files.entry(target);
      const stats = await lstat(entry).catch(() => null);
      if (stats === null && options.ignoresMissing) continue;
      if (stats === null) throw faultAt(place, 'FILE_NOT_FOUND', '550-GlobusError: v=1 c=PATH_NOT_FOUND', true);
      if (stats.isDirectory() && !options.isRecursive)
        throw faultAt(place, 'ENDPOINT_ERROR', '500 Command failed : Is a directory.', true);
      await rm(entry, { recursive: options.isRecursive });
      if (stats.isDirectory()) progress.directories += 1;
      progress.filesTransferred += 1;
    }
  });
}

/** Runs a delete task to its end; throws a fatal TaskFault, or the signal's reason. */
export async function runDelete(
  context: PersistContext,
  run: Run,
  end: TaskEnd,
  rights: TransferRights,
): Promise<void> {
  const { task, signal } = run;
  let items: TaskItem[] = [...task.items];
  task.progress.files = items.length;
  await persist(context, run, [end], async () => {
    const again: TaskItem[] = [];
    for (const item of items) {
      signal.throwIfAborted();
      try {
        await deleteItem(context, run, end, item, rights);
        isWell(task);
      } catch (error) {
        if (!(error instanceof TaskFault)) throw error;
        noteFault(context, run, error);
        again.push(item);
      }
    }
    items = again;
    task.progress.retrying = again.length;
    return again.length === 0;
  });
}
