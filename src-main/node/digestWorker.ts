import { Worker } from 'node:worker_threads';
import { AppError } from '../contract/errors.ts';
import type { FileDigests } from '../ports/files.ts';

/**
 * The worker's program as text, so that it runs the same from source and from a bundle. It gets an open descriptor
 * (descriptors belong to the process, so no path is looked up twice), reads 1 MiB at a time and feeds the hashes.
 */
const program = `
const { parentPort } = require('node:worker_threads');
const { readSync } = require('node:fs');
const { createHash } = require('node:crypto');
const chunk = Buffer.allocUnsafe(1024 * 1024);
parentPort.on('message', ({ job, descriptor, algorithms, stop }) => {
  try {
    const hashes = algorithms.map((name) => createHash(name));
    let position = 0;
    for (;;) {
      if (Atomics.load(stop, 0) === 1) { parentPort.postMessage({ job, outcome: 'stopped' }); return; }
      const length = readSync(descriptor, chunk, 0, chunk.length, position);
      if (length === 0) break;
      position += length;
      const part = chunk.subarray(0, length);
      for (const hash of hashes) hash.update(part);
    }
    parentPort.postMessage({ job, outcome: 'done', digests: hashes.map((hash) => hash.digest('hex')) });
  } catch (error) {
    parentPort.postMessage({ job, outcome: 'failed', reason: String(error && error.code) });
  }
});
`;

type Answer =
  | { readonly job: number; readonly outcome: 'done'; readonly digests: readonly string[] }
  | { readonly job: number; readonly outcome: 'stopped' }
  | { readonly job: number; readonly outcome: 'failed'; readonly reason: string };

interface Waiting {
  readonly resolve: (digests: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
}

type Algorithm = 'sha256' | 'md5';

/** One thread that works through its jobs in their order; it keeps the process alive only while it has some. */
function createDigestThread() {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastJob = 0;

  const settle = (answer: Answer): void => {
    const job = waiting.get(answer.job);
    waiting.delete(answer.job);
    if (waiting.size === 0) worker?.unref();
    if (answer.outcome === 'done') job?.resolve(answer.digests);
    else if (answer.outcome === 'stopped') job?.reject(new AppError('internal'));
    else job?.reject(new AppError('folder.unreadable', { facts: { reason: answer.reason } }));
  };

  const failAll = (cause: unknown): void => {
    worker = null;
    for (const job of waiting.values()) job.reject(new AppError('internal', { cause }));
    waiting.clear();
  };

  const thread = (): Worker => {
    if (worker) return worker;
    const started = new Worker(program, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } });
    started.on('message', (answer: Answer) => settle(answer));
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) failAll(new Error('digest thread ended'));
    });
    worker = started;
    return started;
  };

  return {
    pending: (): number => waiting.size,
    hash(descriptor: number, algorithms: readonly Algorithm[], stop: Int32Array): Promise<readonly string[]> {
      lastJob += 1;
      const job = lastJob;
      return new Promise((resolve, reject) => {
        waiting.set(job, { resolve, reject });
        const target = thread();
        target.ref();
        target.postMessage({ job, descriptor, algorithms, stop });
      });
    },
    async close(): Promise<void> {
      const running = worker;
      worker = null;
      await running?.terminate();
      failAll(new Error('digest thread closed'));
    },
  };
}

/** From here on each hash has a thread of its own: MD5 is half as fast as SHA-256, and neither waits for the other. */
const twoThreadsFromBytes = 16 * 1024 ** 2;

/** Two threads that hash open files: small ones wherever less waits, large ones in both. */
export function createDigestWorker() {
  const threads = [createDigestThread(), createDigestThread()] as const;

  const hash = async (descriptor: number, sizeBytes: number, stop: Int32Array): Promise<FileDigests> => {
    const [first, second] = threads;
    if (sizeBytes >= twoThreadsFromBytes) {
      const [[sha256 = ''], [md5 = '']] = await Promise.all([
        first.hash(descriptor, ['sha256'], stop),
        second.hash(descriptor, ['md5'], stop),
      ]);
      return { sha256, md5 };
    }
    const free = second.pending() < first.pending() ? second : first;
    const [sha256 = '', md5 = ''] = await free.hash(descriptor, ['sha256', 'md5'], stop);
    return { sha256, md5 };
  };

  return {
    /** Digests of everything from the start of an open file. Rejects with the signal's reason when it fires. */
    async digest(descriptor: number, sizeBytes: number, signal?: AbortSignal): Promise<FileDigests> {
      signal?.throwIfAborted();
      const stop = new Int32Array(new SharedArrayBuffer(4));
      const onAbort = () => Atomics.store(stop, 0, 1);
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        return await hash(descriptor, sizeBytes, stop);
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
    async close(): Promise<void> {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
