import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nowMs } from './bench.ts';
import type { StagedImage } from './images.ts';

const chunk = Buffer.allocUnsafe(1024 * 1024);

/** Hashes a file with 1 MiB reads. */
export function sha256Of(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    for (let at = 0; ; ) {
      const length = readSync(file, chunk, 0, chunk.length, at);
      if (length === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, length));
      at += length;
    }
  } finally {
    closeSync(file);
  }
}

export interface DestinationFindings {
  readonly lost: number;
  readonly partial: number;
  readonly leftovers: readonly string[];
}

/** What the app itself keeps beside the images: its list, and an empty folder for what comes next. */
const ownFiles = new Set(['images.json']);
const incomingFolders = ['.portolan-incoming', 'portolan-incoming'];
/** Tidying up is a task of its own, a moment after the images are there. */
const tidyMs = 15_000;

function walk(folder: string, found: { files: string[]; folders: string[] }): typeof found {
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      found.folders.push(path);
      walk(path, found);
    } else found.files.push(path);
  }
  return found;
}

/** Compares a destination with what should be there, byte for byte, once it had its time to be tidied up. */
export async function checkDestination(root: string, images: readonly StagedImage[]): Promise<DestinationFindings> {
  const incoming = incomingFolders.map((name) => join(root, name));
  const isTidy = () => incoming.every((folder) => !existsSync(folder) || readdirSync(folder).length === 0);
  const end = nowMs() + tidyMs;
  while (!isTidy() && nowMs() < end) await new Promise((resolve) => setTimeout(resolve, 100));
  const wanted = new Map(images.map((image) => [image.arrivesAt, image]));
  let [lost, partial] = [0, 0];
  for (const [path, { sha256 }] of wanted) {
    const there = join(root, path);
    if (!existsSync(there)) lost += 1;
    else if (sha256Of(there) !== sha256) partial += 1;
  }
  const { files, folders } = walk(root, { files: [], folders: [] });
  const isOurs = (path: string) => wanted.has(relative(root, path)) || ownFiles.has(relative(root, path));
  const leftovers = [
    ...files.filter((path) => !isOurs(path)),
    ...folders.filter((path) => incoming.some((folder) => path.startsWith(`${folder}/`))),
  ].map((path) => relative(root, path));
  return { lost, partial, leftovers };
}

/** Says in words what is wrong with a destination. */
export async function wrongAt(root: string, images: readonly StagedImage[]): Promise<string[]> {
  const { lost, partial, leftovers } = await checkDestination(root, images);
  return [
    ...(lost > 0 ? [`${lost} images are missing`] : []),
    ...(partial > 0 ? [`${partial} images differ from their source`] : []),
    ...(leftovers.length > 0 ? [`left behind: ${leftovers.slice(0, 3).join(', ')} (${leftovers.length})`] : []),
  ];
}

/** Looks at a final name all the time: how many bytes of an unfinished file were ever to be seen there, and how long. */
export function watchFinalName(path: string, wholeBytes: number, everyMs = 3) {
  let partialBytes = 0;
  let firstPartialMs: number | null = null;
  let lastPartialMs = 0;
  let wholeMs: number | null = null;
  const look = (): void => {
    const seen = statSync(path, { throwIfNoEntry: false });
    if (seen === undefined) return;
    if (seen.size === wholeBytes) {
      wholeMs ??= nowMs();
      return;
    }
    partialBytes = Math.max(partialBytes, seen.size, 1);
    firstPartialMs ??= nowMs();
    lastPartialMs = nowMs();
  };
  const timer = setInterval(look, everyMs);
  return {
    stop(): { readonly partialBytes: number; readonly partialForMs: number; readonly wholeMs: number | null } {
      clearInterval(timer);
      look();
      const partialForMs = firstPartialMs === null ? 0 : lastPartialMs - firstPartialMs;
      return { partialBytes, partialForMs, wholeMs };
    },
  };
}
