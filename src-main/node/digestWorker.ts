import { Worker } from 'node:worker_threads';
import { AppError } from '../contract/errors.ts';
import type { FileDigests } from '../ports/files.ts';

/**
 * The worker's program as text, so that it runs the same from source and from a bundle. It gets an open descriptor
 * (descriptors belong to the process, so no path is looked up twice), reads 1 MiB at a time and feeds both hashes.
 */
const program = `
const { parentPort } = require('node:worker_threads');
const { readSync } = require('node:fs');
const { createHash } = require('node:crypto');
const chunk = Buffer.allocUnsafe(1024 * 1024);
parentPort.on('message', ({ job, descriptor, stop }) => {
  try {
    const sha256 = createHash('sha256');
    const md5 = createHash('md5');
    let position = 0;
    for (;;) {
      if (Atomics.load(stop, 0) === 1) { parentPort.postMessage({ job, outcome: 'stopped' }); return; }
      const length = readSync(descriptor, chunk, 0, chunk.length, position);
      if (length === 0) break;
      position += length;
      const part = chunk.subarray(0, length);
      sha256.update(part);
      md5.update(part);
    }
    parentPort.postMessage({ job, outcome: 'done', sha256: sha256.digest('hex'), md5: md5.digest('hex') });
  } catch (error) {
    parentPort.postMessage({ job, outcome: 'failed', reason: String(error && error.code) });
  }
});
`;

type Answer =
  | { readonly job: number; readonly outcome: 'done'; readonly sha256: string; readonly md5: string }
  | { readonly job: number; readonly outcome: 'stopped' }
  | { readonly job: number; readonly outcome: 'failed'; readonly reason: string };

interface Waiting {
  readonly resolve: (digests: FileDigests) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread that hashes open files one after another; it keeps the process alive only while it has work. */
export function createDigestWorker() {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastJob = 0;

  const settle = (answer: Answer): void => {
    const job = waiting.get(answer.job);
    waiting.delete(answer.job);
    if (waiting.size === 0) worker?.unref();
    if (answer.outcome === 'done') job?.resolve({ sha256: answer.sha256, md5: answer.md5 });
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
    const started = new Worker(program, { eval: true });
    started.on('message', (answer: Answer) => settle(answer));
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) failAll(new Error('digest thread ended'));
    });
    worker = started;
    return started;
  };

  return {
    /** Digests of everything from the start of an open file. Rejects with the signal's reason when it fires. */
    async digest(descriptor: number, signal?: AbortSignal): Promise<FileDigests> {
      signal?.throwIfAborted();
      const stop = new Int32Array(new SharedArrayBuffer(4));
      const onAbort = () => Atomics.store(stop, 0, 1);
      signal?.addEventListener('abort', onAbort, { once: true });
      lastJob += 1;
      const job = lastJob;
      try {
        return await new Promise<FileDigests>((resolve, reject) => {
          waiting.set(job, { resolve, reject: (error) => reject(signal?.aborted ? signal.reason : error) });
          const target = thread();
          target.ref();
          target.postMessage({ job, descriptor, stop });
        });
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
    async close(): Promise<void> {
      const running = worker;
      worker = null;
      await running?.terminate();
      failAll(new Error('digest thread closed'));
    },
  };
}
