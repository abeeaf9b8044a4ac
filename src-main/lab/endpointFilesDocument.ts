import type { Stats } from 'node:fs';
import { lstat, readlink, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FileDocument {
  readonly DATA_TYPE: 'file';
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly last_modified: string;
  readonly permissions: string;
  readonly user: string;
  readonly group: string;
  readonly link_target: string | null;
  readonly link_size: number | null;
  readonly link_user: string | null;
  readonly link_group: string | null;
  readonly link_last_modified: string | null;
}

/** File times have a space where all other times of Globus have a `T`. */
const fileTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;

function typeOf(stats: Stats): string {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'dir';
  if (stats.isCharacterDevice()) return 'chr';
  if (stats.isBlockDevice()) return 'blk';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSymbolicLink() ? 'invalid_symlink' : 'other';
}

const account = 'lab';

/** `name` is the entry's, `stats` its facts without following a link; `link` describes the link itself. */
function document(name: string, stats: Stats, link: { stats: Stats; target: string } | null): FileDocument {
  return {
    DATA_TYPE: 'file',
    name,
    type: typeOf(stats),
    size: stats.size,
    last_modified: fileTime(stats.mtimeMs),
    permissions: `0${(stats.mode & 0o777).toString(8).padStart(3, '0')}`,
    user: account,
    group: account,
    link_target: link?.target ?? null,
    link_size: link?.stats.size ?? null,
    link_user: link ? account : null,
    link_group: link ? account : null,
    link_last_modified: link ? fileTime(link.stats.mtimeMs) : null,
  };
}

/** A link shows the type of what it leads to; one that leads nowhere is an `invalid_symlink`. */
export async function describeFile(diskPath: string, known?: Stats): Promise<FileDocument> {
  const own = known ?? (await lstat(diskPath));
  const name = path.basename(diskPath);
  if (!own.isSymbolicLink()) return document(name, own, null);
  const target = await readlink(diskPath);
  const followed = await stat(diskPath).catch(() => own);
  return document(name, followed, { stats: own, target });
}
