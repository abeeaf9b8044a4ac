import type { ChecksumAlgorithm } from './transferTask.ts';
import type { SeenFile } from './transferThreads.ts';

/** Contents whose checksums are kept; what was asked for longest ago goes first. */
const keptContents = 10_000;

export type SourceChecksums = ReturnType<typeof createSourceChecksums>;

/**
 * Checksums of source files, by what tells one content of a file from another: an image that goes to several places is
 * hashed once. A change of a file, and of its times, changes its ctime, which no program can set back.
 */
export function createSourceChecksums() {
  const known = new Map<string, Promise<string>>();
  return {
    keyOf: ({ dev, ino, size, mtimeMs, ctimeMs }: SeenFile, algorithm: ChecksumAlgorithm): string =>
      `${algorithm} ${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`,
    /** Known, or being computed by another copy. */
    find: (key: string): Promise<string> | undefined => known.get(key),
    /** Kept as long as it does not fail. */
    keep(key: string, checksum: Promise<string>): void {
      known.set(key, checksum);
      checksum.catch(() => known.delete(key));
      const [oldest] = known.size > keptContents ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
    },
  };
}
