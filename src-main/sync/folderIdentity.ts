import { AppError } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { Files, FolderIdentity } from '../ports/files.ts';
import type { FolderStore, KnownFile } from './folderStore.ts';

/** How many known files are looked at when a folder's numbers differ; renumbered devices show at the first ones. */
const witnesses = 20;

async function isWitness(files: Files, root: string, known: KnownFile): Promise<boolean> {
  try {
    const found = await files.stat(root, known.relativePath);
    return (
      found.inode === known.inode && found.sizeBytes === known.sizeBytes && found.modifiedAtMs === known.modifiedAtMs
    );
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Device numbers change over restarts; the same inodes under the same names are the same folder all the same. */
async function isRenumbered(files: Files, root: string, asked: readonly KnownFile[]): Promise<boolean> {
  const seen = await Promise.all(asked.map((file) => isWitness(files, root, file)));
  return seen.filter(Boolean).length * 2 > asked.length;
}

export type FolderCheck = 'same' | 'first' | 'renumbered';

/**
 * Makes sure that the folder is the one the ledger knows, or remembers it at first sight. Rejects with
 * `folder.missing` or `folder.replaced`: an empty mount point or somebody else's folder is never taken for ours.
 */
export async function checkFolder(
  files: Files,
  store: FolderStore,
  id: RegistryId,
  root: string,
): Promise<FolderCheck> {
  const found: FolderIdentity = await files.identity(root);
  const remembered = store.folder(id);
  if (remembered === null || remembered.root !== root) {
    if (remembered !== null) store.forgetFolder(id);
    store.saveFolder(id, { root, ...found, scannedAt: null });
    return 'first';
  }
  if (remembered.device === found.device && remembered.inode === found.inode) return 'same';
  const known: KnownFile[] = [];
  for (const file of store.files(id)) if (known.push(file) === witnesses) break;
  if (known.length > 0 && !(await isRenumbered(files, root, known))) {
    throw new AppError('folder.replaced', { facts: { path: root } });
  }
  store.renumber(id, remembered, found);
  return 'renumbered';
}
