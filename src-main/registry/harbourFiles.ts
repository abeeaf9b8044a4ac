import type { RemoteFile } from '../contract/endpoint.ts';
import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId, RegistryId } from '../contract/ids.ts';
import type { Harbour } from '../contract/registry.ts';
import { globusFolder, parseImageFileName } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import { keyOf, type ListedImage } from './transform.ts';

/** A row whose file was not there (object storage, or still being moved) is looked for again after this. */
const lookAgainMs = 30 * 60_000;

export type ListFolder = (endpointId: EndpointId, path: string) => Promise<readonly RemoteFile[]>;

interface FoundFile {
  readonly relativePath: string;
  readonly md5: string;
  readonly sizeBytes: number;
  readonly changedAt: string;
}

interface KnownRow {
  /** The registry's digest when it was looked for. */
  readonly digest: string | null;
  readonly file: FoundFile | null;
  readonly lookedMono: number;
}

interface HarbourMemory {
  readonly place: string;
  readonly rows: Map<string, KnownRow>;
  problem: Problem | null;
}

const byAge = (a: FoundFile, b: FoundFile): number => (a.changedAt < b.changedAt ? 1 : -1);

/** The file that a row means: by the md5 that both have, else the newest of the name. */
function fileFor({ digest }: ListedImage, files: readonly FoundFile[]): FoundFile | null {
  return files.find(({ md5 }) => digest === `md5:${md5}`) ?? files.toSorted(byAge)[0] ?? null;
}

/**
 * Finds where a registry's images lie when its folder is on another computer: by listing the folders of its container
 * collections on Globus. Folders are listed for rows that are new or others only; a registry at rest costs no request.
 */
export function createHarbourFiles({ list, clock }: { readonly list: ListFolder; readonly clock: Clock }) {
  const memories = new Map<RegistryId, HarbourMemory>();

  const memoryOf = (id: RegistryId, { endpointId, basePath }: Harbour): HarbourMemory => {
    const place = `${endpointId} ${basePath}`;
    const known = memories.get(id);
    if (known?.place === place) return known;
    const fresh: HarbourMemory = { place, rows: new Map(), problem: null };
    memories.set(id, fresh);
    return fresh;
  };

  /** The md5 of a row was replaced by its sha256: the same bytes, as long as no listing says otherwise. */
  const isSameBytes = (known: KnownRow, row: ListedImage): boolean =>
    known.digest === row.digest || (known.file !== null && known.digest === `md5:${known.file.md5}`);

  const needsLook = (known: KnownRow | undefined, row: ListedImage): boolean => {
    if (known === undefined || known.digest !== row.digest) return true;
    return known.file === null && clock.monotonic() - known.lookedMono > lookAgainMs;
  };

  const filesIn = async ({ endpointId, basePath }: Harbour, collection: string): Promise<Map<string, FoundFile[]>> => {
    const found = new Map<string, FoundFile[]>();
    const entries = await list(endpointId, `${globusFolder(basePath)}${collection}/`).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'endpoint.pathNotFound') return [];
      throw error;
    });
    for (const { name, kind, sizeBytes, changedAt } of entries) {
      const relativePath = `${collection}/${name}`;
      const parsed = kind === 'file' ? parseImageFileName(relativePath) : null;
      if (parsed === null) continue;
      const key = keyOf({ ...parsed, digest: null });
      found.set(key, [...(found.get(key) ?? []), { relativePath, md5: parsed.md5, sizeBytes, changedAt }]);
    }
    return found;
  };

  const lookFor = async (memory: HarbourMemory, harbour: Harbour, rows: readonly ListedImage[]): Promise<void> => {
    const due = rows.filter((row) => needsLook(memory.rows.get(keyOf(row)), row));
    try {
      for (const [collection, its] of Map.groupBy(due, ({ containerCollection }) => containerCollection)) {
        const files = await filesIn(harbour, collection);
        const lookedMono = clock.monotonic();
        for (const row of its) {
          const file = fileFor(row, files.get(keyOf(row)) ?? []);
          memory.rows.set(keyOf(row), { digest: row.digest, file, lookedMono });
        }
      }
      memory.problem = null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // What was found before still stands; the rest is looked for with the next reading.
      memory.problem = toProblem(error, clock.nowIso());
    }
  };

  return {
    /** The rows, each with the file it means where that is known. */
    async locate(id: RegistryId, harbour: Harbour, rows: readonly ListedImage[]): Promise<readonly ListedImage[]> {
      const memory = memoryOf(id, harbour);
      await lookFor(memory, harbour, rows);
      const listed = new Set(rows.map(keyOf));
      for (const key of memory.rows.keys()) if (!listed.has(key)) memory.rows.delete(key);
      return rows.map((row) => {
        const known = memory.rows.get(keyOf(row));
        if (!known?.file || !isSameBytes(known, row)) return row;
        const { relativePath, sizeBytes } = known.file;
        return { ...row, relativePath, sizeBytes };
      });
    },
    problem: (id: RegistryId): Problem | null => memories.get(id)?.problem ?? null,
    forget: (id: RegistryId): void => void memories.delete(id),
  };
}
