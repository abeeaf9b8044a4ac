import { Worker } from 'node:worker_threads';
import { AppError } from '../contract/errors.ts';
import { fileThreadProgram } from './fileThreadProgram.ts';

/** 1 for a plain file, else 0; device, inode, size, mtime and ctime in milliseconds. */
export type Stamp = readonly [number, number, number, number, number, number];
export interface Failed {
  /** A code of the system's. */
  readonly failed: string;
}
export interface OpenDescriptor {
  readonly descriptor: number;
  readonly path: string;
}

/** What a thread can be asked, and what it answers; answers stand in the order of what was asked for. */
export interface FileJobs {
  open: {
    /** Beginnings of files are read into `heads`, which goes to the thread and comes back. */
    ask: {
      readonly root: string;
      readonly paths: readonly string[];
      readonly heads: ArrayBuffer;
      readonly headBytes: number;
    };
    answer: {
      readonly opened: readonly (
        | Failed
        | { readonly descriptor: number; readonly stamp: Stamp; readonly headBytes: number }
      )[];
      readonly heads: ArrayBuffer;
    };
  };
  list: {
    /** Absolute. */
    ask: { readonly paths: readonly string[] };
    answer: readonly (
      | Failed
      | { readonly changedAtMs: number; readonly files: readonly string[]; readonly folders: readonly string[] }
    )[];
  };
  stamps: {
    ask: { readonly root: string; readonly paths: readonly string[] };
    answer: { readonly numbers: Float64Array; readonly codes: readonly (readonly [number, string])[] };
  };
  /** Hashes to the end of each; `isLast` looks what its name leads to then, and closes it. */
  digest: {
    ask: {
      readonly root: string;
      readonly files: readonly OpenDescriptor[];
      readonly algorithms: readonly ('sha256' | 'md5')[];
      readonly isLast: boolean;
      readonly stop: Int32Array;
    };
    answer: readonly ((Failed | { readonly digests: readonly string[] }) & { readonly stamp: Stamp })[];
  };
  again: {
    ask: { readonly root: string; readonly files: readonly OpenDescriptor[] };
    answer: readonly Stamp[];
  };
}
type Kind = keyof FileJobs;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
type Answer = { readonly job: number } & (Failed | { readonly value: unknown });

export type FileThread = ReturnType<typeof createFileThread>;

/** One thread that works through its jobs; it is begun by the first and keeps the process alive only while it has some. */
export function createFileThread() {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastJob = 0;

  const settle = (answer: Answer): void => {
    const job = waiting.get(answer.job);
    waiting.delete(answer.job);
    if (waiting.size === 0) worker?.unref();
    if ('failed' in answer) job?.reject(Object.assign(new Error('a file job failed'), { code: answer.failed }));
    else job?.resolve(answer.value);
  };

  const failAll = (cause: unknown): void => {
    worker = null;
    for (const job of waiting.values()) job.reject(new AppError('internal', { cause }));
    waiting.clear();
  };

  const thread = (): Worker => {
    if (worker) return worker;
    const started = new Worker(fileThreadProgram, {
      eval: true,
      // Whatever the process was started with is about its main thread.
      execArgv: [],
      // What one thread opens the other may close.
      trackUnmanagedFds: false,
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 },
    });
    started.on('message', (answer: Answer) => settle(answer));
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) failAll(new Error('file thread ended'));
    });
    worker = started;
    return started;
  };

  return {
    pending: (): number => waiting.size,
    /** Rejects with an error whose `code` is the system's when the job as a whole could not be done. */
    ask<K extends Kind>(
      kind: K,
      ask: FileJobs[K]['ask'],
      transferred: readonly ArrayBuffer[] = [],
    ): Promise<FileJobs[K]['answer']> {
      lastJob += 1;
      const job = lastJob;
      return new Promise((resolve, reject) => {
        waiting.set(job, { resolve: (value) => resolve(value as FileJobs[K]['answer']), reject });
        const target = thread();
        target.ref();
        target.postMessage({ job, kind, ask }, transferred);
      });
    },
    async close(): Promise<void> {
      const running = worker;
      worker = null;
      await running?.terminate();
      failAll(new Error('file thread closed'));
    },
  };
}
