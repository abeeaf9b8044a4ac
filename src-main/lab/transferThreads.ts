import type { Stats } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ChecksumAlgorithm } from './transferTask.ts';
import type { TransferSide } from './transferTaskFault.ts';
import { threadProgram } from './transferThreadProgram.ts';

interface Looked {
  readonly isSame: boolean;
  /** Lower-case hex. */
  readonly checksum: string;
  readonly sizeBytes: number;
}

/** What tells one content of a file from another without reading it. */
export type SeenFile = Pick<Stats, 'dev' | 'ino' | 'size' | 'mtimeMs' | 'ctimeMs'>;

interface Copied {
  readonly sizeBytes: number;
  /** The copy was read again and holds what the source does; false when that was not asked for. */
  readonly isSame: boolean;
  /** The source was, before and after, the one that was seen. */
  readonly isSourceAsSeen: boolean;
  /** Of the bytes that were read from the source; empty when none was asked for. */
  readonly checksum: string;
}

interface Jobs {
  look: {
    ask: { readonly file: string; readonly original: string | null; readonly algorithm: string };
    answer: Looked;
  };
  copy: {
    ask: {
      readonly file: string;
      readonly original: string;
      readonly seen: SeenFile;
      readonly algorithm: string | null;
      readonly isCompared: boolean;
    };
    answer: Copied;
  };
}
type Kind = keyof Jobs;

type Answer = { readonly job: number } & (
  | { readonly outcome: 'done'; readonly value: Looked | Copied }
  | { readonly outcome: 'stopped' }
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string; readonly side: TransferSide }
);

interface Waiting {
  readonly resolve: (value: Looked | Copied) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread; it keeps the process alive only while it has work. */
function createThread() {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastJob = 0;

  const settle = (answer: Answer): void => {
    const job = waiting.get(answer.job);
    waiting.delete(answer.job);
    if (waiting.size === 0) worker?.unref();
    if (answer.outcome === 'done') job?.resolve(answer.value);
    else if (answer.outcome === 'stopped') job?.reject(new Error('stopped'));
    else job?.reject(Object.assign(new Error(answer.message), { code: answer.code, side: answer.side }));
  };

  const failAll = (error: unknown): void => {
    worker = null;
    for (const job of waiting.values()) job.reject(error);
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(threadProgram, { eval: true });
    started.on('message', settle);
    started.on('error', failAll);
    started.on('exit', () => worker === started && failAll(new Error('a file thread ended')));
    return started;
  };

  return {
    load: (): number => waiting.size,
    ask<K extends Kind>(kind: K, ask: Jobs[K]['ask'] & { readonly stop: Int32Array }): Promise<Jobs[K]['answer']> {
      lastJob += 1;
      const job = lastJob;
      return new Promise((resolve, reject) => {
        waiting.set(job, { resolve: (value) => resolve(value as Jobs[K]['answer']), reject });
        worker ??= start();
        worker.ref();
        worker.postMessage({ job, kind, ask });
      });
    },
    async close(): Promise<void> {
      const running = worker;
      worker = null;
      await running?.terminate();
      failAll(new Error('the file threads are closed'));
    },
  };
}

/** Files are copied, read and hashed beside the services, two at a time. */
const threadCount = 2;

export type FileThreads = ReturnType<typeof createFileThreads>;

export function createFileThreads() {
  const threads = Array.from({ length: threadCount }, createThread);

  async function ask<K extends Kind>(kind: K, asked: Jobs[K]['ask'], signal: AbortSignal): Promise<Jobs[K]['answer']> {
    signal.throwIfAborted();
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const onAbort = () => Atomics.store(stop, 0, 1);
    signal.addEventListener('abort', onAbort, { once: true });
    const [thread] = threads.toSorted((a, b) => a.load() - b.load());
    try {
      if (thread === undefined) throw new Error('no file thread');
      return await thread.ask(kind, { ...asked, stop });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    /** The checksum of what is on disk now. Rejects with the system's error; links are not followed. */
    checksumOf: (file: string, algorithm: ChecksumAlgorithm, signal: AbortSignal) =>
      ask('look', { file, original: null, algorithm: algorithm.toLowerCase() }, signal),
    /**
     * Reads both files again and says whether they hold the same, with the checksum of the second. Comparing bytes is
     * surer than comparing two checksums, and half the work.
     */
    compareFiles: (from: string, to: string, algorithm: ChecksumAlgorithm, signal: AbortSignal) =>
      ask('look', { file: to, original: from, algorithm: algorithm.toLowerCase() }, signal),
    /**
     * Copies a whole file at once, its mode included. With `isCompared` the copy is read again and compared with the
     * source; with an algorithm the source is hashed on the way. Errors say in `side` which file they are of.
     */
    copyFile: (
      from: string,
      to: string,
      how: { readonly seen: SeenFile; readonly algorithm: ChecksumAlgorithm | null; readonly isCompared: boolean },
      signal: AbortSignal,
    ) =>
      ask(
        'copy',
        {
          file: to,
          original: from,
          seen: how.seen,
          algorithm: how.algorithm?.toLowerCase() ?? null,
          isCompared: how.isCompared,
        },
        signal,
      ),
    async close(): Promise<void> {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
