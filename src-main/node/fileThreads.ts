import type { FileDigests } from '../ports/files.ts';
import {
  createFileThread,
  type Failed,
  type FileJobs,
  type FileThread,
  type OpenDescriptor,
  type Stamp,
} from './fileThread.ts';

/** From here on each hash has a thread of its own: MD5 is half as fast as SHA-256, and neither waits for the other. */
export const twoThreadsFromBytes = 16 * 1024 ** 2;

export type Digested = (Failed | { readonly digests: FileDigests }) & { readonly stamp: Stamp };

export type FileThreads = ReturnType<typeof createFileThreads>;

/** Two threads: small files go wherever less waits, large ones are hashed in both. */
export function createFileThreads() {
  const threads = [createFileThread(), createFileThread()] as const;
  const [first, second] = threads;
  const free = (): FileThread => (second.pending() < first.pending() ? second : first);

  const digestSmall = async (
    root: string,
    files: readonly OpenDescriptor[],
    stop: Int32Array,
  ): Promise<readonly Digested[]> => {
    const ask = { root, files, algorithms: ['sha256', 'md5'], isLast: true, stop } as const;
    const answers = await free().ask('digest', ask);
    return answers.map((answer) => {
      if ('failed' in answer) return answer;
      const [sha256 = '', md5 = ''] = answer.digests;
      return { digests: { sha256, md5 }, stamp: answer.stamp };
    });
  };

  const digestLarge = async (root: string, file: OpenDescriptor, stop: Int32Array): Promise<Digested> => {
    const half = { root, files: [file], isLast: false, stop };
    const [[sha256], [md5]] = await Promise.all([
      first.ask('digest', { ...half, algorithms: ['sha256'] }),
      second.ask('digest', { ...half, algorithms: ['md5'] }),
    ]);
    const [stamp = [0, 0, 0, 0, 0, 0]] = await free().ask('again', { root, files: [file] });
    for (const its of [sha256, md5]) if (its && 'failed' in its) return { failed: its.failed, stamp };
    const of = (its: typeof sha256): string => (its && 'digests' in its ? (its.digests[0] ?? '') : '');
    return { digests: { sha256: of(sha256), md5: of(md5) }, stamp };
  };

  return {
    ask: <K extends 'list' | 'stamps'>(kind: K, ask: FileJobs[K]['ask']): Promise<FileJobs[K]['answer']> =>
      free().ask(kind, ask),
    open: (ask: FileJobs['open']['ask']): Promise<FileJobs['open']['answer']> => free().ask('open', ask, [ask.heads]),
    digestSmall,
    digestLarge,
    async close(): Promise<void> {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
