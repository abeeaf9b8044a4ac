import type { RemoteFile } from '../contract/endpoint.ts';
import { AppError, toProblem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import { parentFolder } from '../domain/imagePath.ts';
import type { Logger } from '../ports/logger.ts';
import type { Transfers } from '../ports/transfers.ts';
import type { PlacementRecord } from './deliveryStore.ts';
import type { Ledger } from './ledger.ts';

/** More folders than this are not listed in one go: requests are counted. */
const maxFolders = 100;

const folderOf = (path: string): string => parentFolder(`${path}/`) ?? '/';
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Looks whether what was delivered to an endpoint still lies there, one listing a folder. What is gone or has another
 * size is no longer found, and so is owed again. An endpoint that cannot be asked changes nothing.
 */
export async function checkPlacements(
  deps: { readonly ledger: Ledger; readonly transfers: Pick<Transfers, 'list'>; readonly logger: Logger },
  endpointId: EndpointId,
): Promise<void> {
  const { ledger } = deps;
  const placed = [...ledger.deliveries.index(endpointId).placements.values()];
  const folders = Map.groupBy(placed, ({ destinationPath }) => folderOf(destinationPath));
  for (const [folder, here] of [...folders].slice(0, maxFolders)) {
    try {
      const files = await listOrNothing(deps.transfers, endpointId, folder);
      for (const placement of here) if (!isThere(placement, files)) ledger.deliveries.forgetPlacement(placement);
    } catch (error) {
      deps.logger.info('a folder could not be listed', { endpointId, code: toProblem(error, '').code });
      return;
    }
  }
}

export async function listOrNothing(
  transfers: Pick<Transfers, 'list'>,
  endpointId: EndpointId,
  folder: string,
): Promise<readonly RemoteFile[]> {
  try {
    return await transfers.list(endpointId, folder);
  } catch (error) {
    if (error instanceof AppError && error.code === 'endpoint.pathNotFound') return [];
    throw error;
  }
}

export const isThere = ({ destinationPath, sizeBytes }: PlacementRecord, files: readonly RemoteFile[]): boolean =>
  files.some(
    (file) =>
      file.kind === 'file' &&
      file.name === nameOf(destinationPath) &&
      (sizeBytes === null || file.sizeBytes === sizeBytes),
  );
