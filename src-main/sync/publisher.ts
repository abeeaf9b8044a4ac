import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import { parentFolder } from '../domain/imagePath.ts';
import { type StagedFile, type StagedGroup, stagedGroups } from '../domain/staging.ts';
import type { Clock } from '../ports/clock.ts';
import type { Transfers } from '../ports/transfers.ts';
import { listOrNothing } from './placementCheck.ts';

/** Globus takes 20 requests a second of one user, from all their programs together: half of that is ours. */
const pauseMs = 100;
/** From so many files on a folder is moved as a whole where it can be. */
const worthAFolder = 2;

/** What the endpoint itself says of a name; everything else is asked again later. */
const isOfThePlace = (error: unknown): error is AppError =>
  error instanceof AppError &&
  [
    'endpoint.permissionDenied',
    'endpoint.readOnly',
    'endpoint.full',
    'endpoint.exists',
    'endpoint.pathNotFound',
  ].includes(error.code);

const isCode = (error: unknown, code: AppError['code']): boolean => error instanceof AppError && error.code === code;
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export type Publisher = ReturnType<typeof createPublisher>;

/**
 * Gives whole copies their names. Every step may be repeated: a copy that is not where it was and lies where it should
 * was published by an earlier try.
 */
export function createPublisher({
  clock,
  transfers,
}: {
  readonly clock: Clock;
  readonly transfers: Pick<Transfers, 'list' | 'makeFolder' | 'rename'>;
}) {
  let freeAtMono = 0;

  /** One request at a time, so many a second. */
  const inTurn = async <T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> => {
    const waitMs = freeAtMono - clock.monotonic();
    freeAtMono = Math.max(freeAtMono, clock.monotonic()) + pauseMs;
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    signal.throwIfAborted();
    return request();
  };

  const move = (endpointId: EndpointId, from: string, to: string, signal: AbortSignal): Promise<void> =>
    inTurn(signal, () => transfers.rename(endpointId, from, to));

  /** A missing folder above is made. */
  const moveInto = async (endpointId: EndpointId, from: string, to: string, signal: AbortSignal): Promise<void> => {
    try {
      await move(endpointId, from, to, signal);
    } catch (error) {
      const above = to.endsWith('/') ? parentFolder(to) : folderOf(to);
      if (!isCode(error, 'endpoint.pathNotFound') || above === null) throw error;
      await inTurn(signal, () => transfers.makeFolder(endpointId, above));
      await move(endpointId, from, to, signal);
    }
  };

  const isThere = async (endpointId: EndpointId, file: StagedFile, signal: AbortSignal): Promise<boolean> => {
    const here = await inTurn(signal, () => listOrNothing(transfers, endpointId, folderOf(file.to)));
    return here.some(
      ({ name, kind, sizeBytes }) =>
        kind === 'file' && name === nameOf(file.to) && (file.sizeBytes === null || sizeBytes === file.sizeBytes),
    );
  };

  const publishFile = async (
    endpointId: EndpointId,
    file: StagedFile,
    signal: AbortSignal,
  ): Promise<Problem | null> => {
    const { from, to } = file;
    try {
      await moveInto(endpointId, from, to, signal).catch(async (error: unknown) => {
        // An endpoint that replaces nothing: the older file steps aside, and goes with what is tidied up.
        if (!isCode(error, 'endpoint.exists')) throw error;
        await move(endpointId, to, `${from}.replaced`, signal);
        await move(endpointId, from, to, signal);
      });
      return null;
    } catch (error) {
      if (!isOfThePlace(error)) throw error;
      if (error.code === 'endpoint.pathNotFound' && (await isThere(endpointId, file, signal))) return null;
      return toProblem(error, clock.nowIso());
    }
  };

  /** One step for a folder that is new at its place. */
  const publishFolder = async (endpointId: EndpointId, group: StagedGroup, signal: AbortSignal): Promise<boolean> => {
    const above = parentFolder(group.to);
    if (above === null || group.files.length < worthAFolder) return false;
    const name = nameOf(group.to.slice(0, -1));
    try {
      const there = await inTurn(signal, () => listOrNothing(transfers, endpointId, above));
      if (there.some((entry) => entry.name.toLowerCase() === name.toLowerCase())) return false;
      await moveInto(endpointId, group.from, group.to, signal);
      return true;
    } catch (error) {
      if (!isOfThePlace(error)) throw error;
      return false;
    }
  };

  return {
    /**
     * Answers by final path why one could not be published. `isWhole`: whether all of a folder is to be published.
     * Rejects when the endpoint cannot be asked now; all of it may be called again then.
     */
    async publish(
      endpointId: EndpointId,
      files: readonly StagedFile[],
      isWhole: (group: StagedGroup) => boolean,
      signal: AbortSignal,
    ): Promise<ReadonlyMap<string, Problem>> {
      const problems = new Map<string, Problem>();
      for (const group of stagedGroups(files)) {
        if (isWhole(group) && (await publishFolder(endpointId, group, signal))) continue;
        for (const file of group.files) {
          const problem = await publishFile(endpointId, file, signal);
          if (problem) problems.set(file.to, problem);
        }
      }
      return problems;
    },
  };
}
