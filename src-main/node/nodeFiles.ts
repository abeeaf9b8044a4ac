import { close as closeDescriptor, read as readDescriptor } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AppError } from '../contract/errors.ts';
import type { DigestedFile, Files, OpenedFile } from '../ports/files.ts';
import { createFileThreads, type Digested, type FileThreads, twoThreadsFromBytes } from './fileThreads.ts';
import { fileError, openWithStats, pathInside, statInside } from './insideRoot.ts';
import { foundAt, foundFrom, scanFolder } from './scanFolder.ts';

const headBytes = 32_768;
/** Room for the beginnings of files is used again: given back to the system it would leave holes in the memory. */
const keptRooms = 4;
const usualFiles = 16;
const readFrom = promisify(readDescriptor);

/** What an opened file needs beyond what the port shows. */
interface Descriptor {
  readonly root: string;
  readonly descriptor: number;
  /** Its beginning is not needed any more. */
  readonly headDone: () => void;
}

async function readAt(descriptor: number, path: string, offset: number, length: number): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await readFrom(descriptor, bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  } catch (error) {
    throw fileError(error, 'image.noFile', { path });
  }
}

/** The files port on the local disk. `close` ends its threads. */
export function createNodeFiles(): Files & { close(): Promise<void> } {
  const threads = createFileThreads();
  const descriptors = new WeakMap<OpenedFile, Descriptor>();

  const rooms: ArrayBuffer[] = [];

  const roomFor = (files: number): ArrayBuffer => {
    const at = rooms.findIndex(({ byteLength }) => byteLength >= files * headBytes);
    const [kept] = at === -1 ? [] : rooms.splice(at, 1);
    return kept ?? new ArrayBuffer(Math.max(files, usualFiles) * headBytes);
  };

  const keepRoom = (room: ArrayBuffer): void => {
    if (rooms.length < keptRooms) rooms.push(room);
  };

  const openAll = async (root: string, paths: readonly string[]): Promise<readonly (OpenedFile | AppError)[]> => {
    const { opened, heads } = await threads.open({ root, paths, heads: roomFor(paths.length), headBytes });
    let left = opened.filter((one) => !('failed' in one)).length;
    if (left === 0) keepRoom(heads);
    const headDone = (): void => {
      left -= 1;
      if (left === 0) keepRoom(heads);
    };
    return opened.map((one, at) => {
      const path = paths[at] ?? '';
      if ('failed' in one) return failure(path, one.failed);
      const { descriptor, stamp } = one;
      const read = (offset: number, length: number) => readAt(descriptor, path, offset, length);
      const head = new Uint8Array(heads, at * headBytes, one.headBytes);
      const file = { found: foundFrom(path, stamp), head, read };
      descriptors.set(file, { root, descriptor, headDone });
      return file;
    });
  };

  /** The descriptor is the caller's to close from now on. */
  const take = (file: OpenedFile): Descriptor | null => {
    const its = descriptors.get(file) ?? null;
    descriptors.delete(file);
    its?.headDone();
    return its;
  };

  return {
    async identity(root) {
      try {
        const stats = await stat(root);
        if (!stats.isDirectory()) throw new AppError('folder.missing', { facts: { path: root } });
        return { device: stats.dev, inode: stats.ino };
      } catch (error) {
        throw fileError(error, 'folder.missing', { path: root });
      }
    },
    scan: (root, onUnreadable, signal, options) => scanFolder(threads, root, onUnreadable, signal, options),
    async stat(root, relativePath) {
      const { dev, ino, size, mtimeMs, ctimeMs } = await statInside(root, relativePath);
      return foundFrom(relativePath, [1, dev, ino, size, mtimeMs, ctimeMs]);
    },
    async peek(root, relativePaths) {
      const { numbers } = await threads.ask('stamps', { root, paths: relativePaths });
      return relativePaths.map((path, at) => foundAt(path, numbers, at));
    },
    async read(root, relativePath, offset, length) {
      const { handle } = await openWithStats(root, relativePath);
      try {
        return await readAt(handle.fd, relativePath, offset, length);
      } finally {
        await handle.close();
      }
    },
    async open(root, relativePaths) {
      const refused = relativePaths.map((path) => refusalOf(root, path));
      const paths = relativePaths.filter((_, at) => refused[at] === null);
      try {
        const opened = paths.length === 0 ? [] : await openAll(root, paths);
        const inOrder = opened.values();
        return refused.map((error) => error ?? inOrder.next().value ?? new AppError('internal'));
      } catch (error) {
        return relativePaths.map((path) => fileError(error, 'image.noFile', { path: path.slice(0, 200) }));
      }
    },
    async digest(opened, told, signal) {
      const stop = new Int32Array(new SharedArrayBuffer(4));
      const onAbort = () => Atomics.store(stop, 0, 1);
      if (signal?.aborted) onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      const taken = opened.map((file) => ({ file, its: take(file) }));
      try {
        await Promise.all(groupsOf(taken).map((group) => digestGroup(threads, group, told, stop)));
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
      signal?.throwIfAborted();
    },
    release(opened) {
      for (const file of opened) {
        const its = take(file);
        if (its) closeDescriptor(its.descriptor, () => undefined);
      }
    },
    close: () => threads.close(),
  };
}

const refusalOf = (root: string, path: string): AppError | null => {
  try {
    pathInside(root, path);
    return null;
  } catch (error) {
    return fileError(error, 'image.noFile', { path });
  }
};

const failure = (path: string, code: string): AppError =>
  fileError({ code }, 'image.noFile', { path: path.slice(0, 200) });

interface Taken {
  readonly file: OpenedFile;
  readonly its: Descriptor | null;
}

/** Small files of one root together, large ones by themselves. */
function groupsOf(taken: readonly Taken[]): readonly (readonly Taken[])[] {
  const small = taken.filter(({ file }) => file.found.sizeBytes < twoThreadsFromBytes);
  const large = taken.filter(({ file }) => file.found.sizeBytes >= twoThreadsFromBytes);
  return [...Map.groupBy(small, ({ its }) => its?.root).values(), ...large.map((one) => [one])];
}

async function digestGroup(
  threads: FileThreads,
  group: readonly Taken[],
  told: (file: OpenedFile, digested: DigestedFile | AppError) => void,
  stop: Int32Array,
): Promise<void> {
  const toDigest = group.flatMap(({ file, its }) =>
    its ? [{ root: its.root, descriptor: its.descriptor, path: file.found.relativePath }] : [],
  );
  const [first] = toDigest;
  if (first === undefined || toDigest.length < group.length) throw new AppError('internal');
  const isLarge = (group[0]?.file.found.sizeBytes ?? 0) >= twoThreadsFromBytes;
  const answers = isLarge
    ? [await threads.digestLarge(first.root, first, stop)]
    : await threads.digestSmall(first.root, toDigest, stop);
  if (Atomics.load(stop, 0) === 1) return;
  for (const [at, { file }] of group.entries()) {
    const answer = answers[at];
    if (answer) told(file, digestedFrom(file.found.relativePath, answer));
  }
}

function digestedFrom(path: string, answer: Digested): DigestedFile | AppError {
  if ('failed' in answer) return failure(path, answer.failed);
  const [isFile] = answer.stamp;
  return { digests: answer.digests, after: isFile === 1 ? foundFrom(path, answer.stamp) : null };
}
