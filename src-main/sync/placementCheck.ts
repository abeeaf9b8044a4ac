import type { RemoteFile } from '../contract/endpoint.ts';
import { AppError, toProblem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import { parentFolder } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Transfers } from '../ports/transfers.ts';
import type { PlacementFacts } from './deliveryStore.ts';
import type { Ledger } from './ledger.ts';

/** More folders than this are not listed in one go: requests are counted. */
const maxFolders = 100;

const folderOf = (path: string): string => parentFolder(`${path}/`) ?? '/';
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const codeOf = (error: unknown): string | null => (error instanceof AppError ? error.code : null);

interface LookDeps {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly transfers: Pick<Transfers, 'list'>;
}

export async function listOrNothing(
  transfers: Pick<Transfers, 'list'>,
  endpointId: EndpointId,
  folder: string,
): Promise<readonly RemoteFile[]> {
  try {
    return await transfers.list(endpointId, folder);
  } catch (error) {
    if (codeOf(error) === 'endpoint.pathNotFound') return [];
    throw error;
  }
}

/**
 * What lies in a folder, nothing when it is gone. One 404 may come from a sick server: the folders above are asked, and
 * when one of them still has it, or not even the top is there, it rejects with that 404.
 */
async function listSurely(
  transfers: Pick<Transfers, 'list'>,
  endpointId: EndpointId,
  folder: string,
): Promise<readonly RemoteFile[]> {
  try {
    return await transfers.list(endpointId, folder);
  } catch (error) {
    const above = parentFolder(folder);
    if (codeOf(error) !== 'endpoint.pathNotFound' || above === null) throw error;
    const name = folder.slice(above.length, -1).toLowerCase();
    const beside = await listSurely(transfers, endpointId, above).catch((refusal: unknown) => {
      // Who may not look there cannot contradict.
      if (codeOf(refusal) === 'endpoint.permissionDenied') return [];
      throw refusal;
    });
    if (beside.some((one) => one.kind !== 'file' && one.name.toLowerCase() === name)) throw error;
    return [];
  }
}

const isUnchanged = ({ sizeBytes, changedAt }: PlacementFacts, file: RemoteFile): boolean =>
  file.kind === 'file' &&
  (sizeBytes === null || file.sizeBytes === sizeBytes) &&
  (changedAt === null || file.changedAt === changedAt);

/** Whether the very file lies there that was brought: by its size, and by the time that the first look saw. */
export const isAsBrought = (placement: PlacementFacts, files: readonly RemoteFile[]): boolean => {
  const file = files.find(({ name }) => name === nameOf(placement.destinationPath));
  return file !== undefined && isUnchanged(placement, file);
};

/** What lies at an endpoint and is not being written now, by folder. */
export function placedFolders(ledger: Ledger, endpointId: EndpointId): ReadonlyMap<string, readonly PlacementFacts[]> {
  const { placements, busyPaths } = ledger.deliveries.index(endpointId);
  const still = [...placements.values()].filter(
    ({ destinationPath, driftedAt }) => driftedAt === null && !busyPaths.has(destinationPath.toLowerCase()),
  );
  return Map.groupBy(still, ({ destinationPath }) => folderOf(destinationPath));
}

/**
 * One listing. What is gone from the folder or is another file now is not found any more, and so is owed again. Answers
 * how many; rejects when the endpoint cannot be asked, and nothing is changed then.
 */
export async function lookAtFolder(
  { clock, ledger, transfers }: LookDeps,
  endpointId: EndpointId,
  folder: string,
  here: readonly PlacementFacts[],
): Promise<number> {
  const files = new Map((await listSurely(transfers, endpointId, folder)).map((file) => [file.name, file]));
  const at = clock.nowIso();
  try {
    return ledger.db.transaction(() => {
      const asBrought = here.filter((placement) => {
        const file = files.get(nameOf(placement.destinationPath));
        if (file === undefined) ledger.deliveries.forgetPlacement(placement);
        else if (!isUnchanged(placement, file)) ledger.deliveries.drifted(placement, at);
        else {
          const isFirst = placement.changedAt === null && file.changedAt !== '';
          if (isFirst) ledger.deliveries.firstSeen(placement, file.changedAt);
          return true;
        }
        return false;
      });
      ledger.deliveries.looked(endpointId, folder, at);
      return here.length - asBrought.length;
    });
  } catch (error) {
    ledger.deliveries.touched(endpointId);
    throw error;
  }
}

/**
 * Looks whether what was delivered to an endpoint still lies there, one listing a folder. An endpoint that cannot be
 * asked changes nothing. Answers whether anything was missing.
 */
export async function checkPlacements(
  deps: LookDeps & { readonly logger: Logger },
  endpointId: EndpointId,
): Promise<boolean> {
  let missing = 0;
  for (const [folder, here] of [...placedFolders(deps.ledger, endpointId)].slice(0, maxFolders)) {
    try {
      missing += await lookAtFolder(deps, endpointId, folder, here);
    } catch (error) {
      deps.logger.info('a folder could not be listed', { endpointId, code: toProblem(error, '').code });
      break;
    }
  }
  return missing > 0;
}
