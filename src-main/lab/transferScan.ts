import { lstatSync } from 'node:fs';
import path from 'node:path';
import { type FileRoot, readFolder } from './endpointFiles.ts';
import { globPattern } from './transferFilters.ts';
import { type EndpointPath, joinShown, readEndpointPath } from './transferPaths.ts';
import type { FilterRule, TaskItem } from './transferTask.ts';
import { atPlace, type FaultPlace, faultAt } from './transferTaskFault.ts';
import type { SeenFile } from './transferThreads.ts';
import type { LabEndpoint } from './world.ts';

/** One end of a running task. */
export interface TaskEnd {
  readonly endpoint: LabEndpoint;
  readonly files: FileRoot;
}

/** One file to be copied. */
export interface FileJob {
  readonly item: TaskItem;
  readonly source: EndpointPath;
  readonly destination: EndpointPath;
  readonly sizeBytes: number;
  /** The source as it was looked through. */
  readonly seen: SeenFile;
}

export interface ScannedItem {
  readonly item: TaskItem;
  readonly files: readonly FileJob[];
  /** Folders at the destination, parents first. */
  readonly folders: readonly EndpointPath[];
  /** Whether the task's filter rules speak of such an entry at all. */
  readonly concerns: (name: string, type: 'file' | 'dir') => boolean;
}

const seenFile = ({ dev, ino, size, mtimeMs, ctimeMs }: SeenFile): SeenFile => ({ dev, ino, size, mtimeMs, ctimeMs });

const below = ({ segments, shown }: EndpointPath, name: string): EndpointPath => ({
  segments: [...segments, name],
  shown: joinShown(shown, name),
});

export function placeOf({ endpoint }: TaskEnd, side: FaultPlace['side'], text: string): EndpointPath {
  const place = readEndpointPath(text, endpoint.defaultDirectory);
  if (place === undefined) throw faultAt({ side, endpoint, path: text }, 'PERMISSION_DENIED', 'Path not allowed.');
  return place;
}

/** First matching rule decides, no match includes. An excluded folder hides all it holds. */
function readRules(filterRules: readonly FilterRule[]): ScannedItem['concerns'] {
  const rules = filterRules.map((rule) => ({ rule, pattern: globPattern(rule.name) }));
  return (name, type) => {
    const decisive = rules.find(({ rule, pattern }) => (rule.type ?? type) === type && pattern.test(name));
    return decisive?.rule.method !== 'exclude';
  };
}

/** Walks a folder without following links. */
async function walk(
  { files: root }: TaskEnd,
  item: TaskItem,
  top: { source: EndpointPath; destination: EndpointPath },
  filterRules: readonly FilterRule[],
  signal: AbortSignal,
): Promise<ScannedItem> {
  const concerns = readRules(filterRules);
  const files: FileJob[] = [];
  const folders: EndpointPath[] = [];
  const open = [top];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    signal.throwIfAborted();
    folders.push(folder.destination);
    for (const { name, stats } of await readFolder(await root.folder(folder.source.segments))) {
      const entry = { source: below(folder.source, name), destination: below(folder.destination, name) };
      if (stats.isDirectory() && concerns(name, 'dir')) open.push(entry);
      if (stats.isFile() && concerns(name, 'file'))
        files.push({ item, ...entry, sizeBytes: stats.size, seen: seenFile(stats) });
    }
  }
  return { item, files, folders, concerns };
}

/** Finds what an item of a transfer asks for. Throws a TaskFault of the source. */
export async function scanItem(
  source: TaskEnd,
  destination: TaskEnd,
  item: TaskItem,
  filterRules: readonly FilterRule[],
  signal: AbortSignal,
): Promise<ScannedItem> {
  const place: FaultPlace = { side: 'source', endpoint: source.endpoint, path: item.sourcePath };
  const from = placeOf(source, 'source', item.sourcePath);
  const to = placeOf(destination, 'destination', item.destinationPath);
  return atPlace(place, async () => {
    const stats = lstatSync(await source.files.entry(from.segments));
    if (item.isRecursive) {
      if (!stats.isDirectory()) throw faultAt(place, 'ENDPOINT_ERROR', '500 Command failed : Not a directory.');
      return walk(source, item, { source: from, destination: to }, filterRules, signal);
    }
    if (!stats.isFile()) throw faultAt(place, 'ENDPOINT_ERROR', '500 Command failed : Not a plain file.');
    if (item.destinationPath.endsWith('/'))
      throw faultAt(place, 'ENDPOINT_ERROR', '500 Command failed : The destination of a file must name the file.');
    const facts = { sizeBytes: stats.size, seen: seenFile(stats) };
    return { item, files: [{ item, source: from, destination: to, ...facts }], folders: [], concerns: () => true };
  });
}

/** Entries below the destination of a scanned folder that the source does not have, deepest first. */
export async function findExtras(destination: TaskEnd, { files, folders, concerns }: ScannedItem): Promise<string[]> {
  const wanted = new Set(
    [...files.map((file) => file.destination), ...folders].map(({ segments }) => segments.join('/')),
  );
  const extras: string[] = [];
  for (const folder of folders) {
    const onDisk = await destination.files.folder(folder.segments);
    for (const { name, stats } of await readFolder(onDisk))
      if (!wanted.has([...folder.segments, name].join('/')) && concerns(name, stats.isDirectory() ? 'dir' : 'file'))
        extras.push(path.join(onDisk, name));
  }
  return extras;
}
