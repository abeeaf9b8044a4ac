import { Worker } from 'node:worker_threads';
import type { ChecksumAlgorithm } from './transferTask.ts';

/**
 * A thread's program as text, so that it runs the same from source and from a bundle. It reads 1 MiB at a time into
 * buffers that are used again; a file costs one message there and one back.
 */
const program = `
const { parentPort } = require('node:worker_threads');
const { constants, openSync, readSync, closeSync, copyFileSync, fstatSync } = require('node:fs');
const { createHash } = require('node:crypto');
const [bytes, expected] = [Buffer.allocUnsafeSlow(1024 * 1024), Buffer.allocUnsafeSlow(1024 * 1024)];
const opened = (file) => openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);

/** As many bytes as there are, up to the length. */
function fill(descriptor, buffer, length, place) {
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, buffer, done, length - done, place + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

function look({ file, original, algorithm, stop }) {
  const hash = createHash(algorithm);
  const copy = opened(file);
  let source = null;
  try {
    if (original !== null) source = opened(original);
    let isSame = source === null || fstatSync(source).size === fstatSync(copy).size;
    let sizeBytes = 0;
    for (;;) {
      if (Atomics.load(stop, 0) === 1) return { outcome: 'stopped' };
      const length = fill(copy, bytes, bytes.length, sizeBytes);
      const part = bytes.subarray(0, length);
      hash.update(part);
      if (source !== null && isSame && length > 0) {
        isSame = fill(source, expected, length, sizeBytes) === length && part.equals(expected.subarray(0, length));
      }
      sizeBytes += length;
      if (length < bytes.length) return { outcome: 'done', isSame, checksum: hash.digest('hex'), sizeBytes };
    }
  } finally {
    if (source !== null) closeSync(source);
    closeSync(copy);
  }
}

/** The file system's own copy, without its bytes passing through here. */
function copy({ file, original }) {
  copyFileSync(original, file, constants.COPYFILE_FICLONE);
  return { outcome: 'done', isSame: true, checksum: '', sizeBytes: 0 };
}

parentPort.on('message', ({ job, ...asked }) => {
  let answer;
  try {
    answer = asked.algorithm === null ? copy(asked) : look(asked);
  } catch (error) {
    answer = { outcome: 'failed', code: String(error && error.code), message: String(error && error.message) };
  }
  parentPort.postMessage({ job, ...answer });
});
`;

interface Looked {
  readonly isSame: boolean;
  /** Lower-case hex. */
  readonly checksum: string;
  readonly sizeBytes: number;
}

type Answer = { readonly job: number } & (
  | ({ readonly outcome: 'done' } & Looked)
  | { readonly outcome: 'stopped' }
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string }
);

interface Waiting {
  readonly resolve: (looked: Looked) => void;
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
    if (answer.outcome === 'done') job?.resolve(answer);
    else if (answer.outcome === 'stopped') job?.reject(new Error('stopped'));
    else job?.reject(Object.assign(new Error(answer.message), { code: answer.code }));
  };

  const failAll = (error: unknown): void => {
    worker = null;
    for (const job of waiting.values()) job.reject(error);
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(program, { eval: true });
    started.on('message', settle);
    started.on('error', failAll);
    started.on('exit', () => worker === started && failAll(new Error('a file thread ended')));
    return started;
  };

  return {
    load: (): number => waiting.size,
    /** Without an algorithm the original is copied to the file. */
    ask(asked: {
      readonly file: string;
      readonly original: string | null;
      readonly algorithm: string | null;
      readonly stop: Int32Array;
    }): Promise<Looked> {
      lastJob += 1;
      const job = lastJob;
      return new Promise((resolve, reject) => {
        waiting.set(job, { resolve, reject });
        worker ??= start();
        worker.ref();
        worker.postMessage({ job, ...asked });
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

  async function ask(
    file: string,
    original: string | null,
    algorithm: ChecksumAlgorithm | null,
    signal: AbortSignal,
  ): Promise<Looked> {
    signal.throwIfAborted();
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const onAbort = () => Atomics.store(stop, 0, 1);
    signal.addEventListener('abort', onAbort, { once: true });
    const [thread] = threads.toSorted((a, b) => a.load() - b.load());
    try {
      if (thread === undefined) throw new Error('no file thread');
      return await thread.ask({ file, original, algorithm: algorithm?.toLowerCase() ?? null, stop });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    /** The checksum of what is on disk now. Rejects with the system's error; links are not followed. */
    checksumOf: (file: string, algorithm: ChecksumAlgorithm, signal: AbortSignal) => ask(file, null, algorithm, signal),
    /**
     * Reads both files again and says whether they hold the same, with the checksum of the second. Comparing bytes is
     * surer than comparing two checksums, and half the work.
     */
    compareFiles: (from: string, to: string, algorithm: ChecksumAlgorithm, signal: AbortSignal) =>
      ask(to, from, algorithm, signal),
    /** Copies a whole file at once, its mode included. */
    async copyFile(from: string, to: string, signal: AbortSignal): Promise<void> {
      await ask(to, from, null, signal);
    },
    async close(): Promise<void> {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
