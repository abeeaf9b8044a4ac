import type { Endpoint, PreflightLight } from '../contract/endpoint.ts';
import { AppError, type AppErrorCode, type ErrorFacts, toProblem } from '../contract/errors.ts';
import type { EndpointId, ImageId } from '../contract/ids.ts';
import type { Placement } from '../contract/transfer.ts';
import { parentFolder } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { Transfers } from '../ports/transfers.ts';

/** Globus runs so many of a user's tasks at a time; more wait in its queue. */
const runningTasks = 3;

interface Dependencies {
  readonly transfer: Pick<Transfers, 'list'>;
  readonly clock: Clock;
  readonly observed: (id: EndpointId, outcome: 'ok' | AppError) => void;
  readonly placements?: ((imageIds: readonly ImageId[]) => Promise<readonly Placement[]>) | undefined;
  readonly activeTasks?: (() => number) | undefined;
}

type Name = PreflightLight['name'];
const ok = (name: Name): PreflightLight => ({ name, state: 'ok', problem: null });
const notKnown = (name: Name): PreflightLight => ({ name, state: 'notKnown', problem: null });

export function createPreflight({ transfer, clock, observed, placements, activeTasks }: Dependencies) {
  const light = (
    name: Name,
    state: PreflightLight['state'],
    code: AppErrorCode,
    facts: ErrorFacts,
  ): PreflightLight => ({ name, state, problem: { code, facts, at: clock.nowIso() } });

  /** Lists the folder, or the nearest one above it that is there: that one can hold the rest. */
  async function nearestFolder(id: EndpointId, folder: string): Promise<{ path: string } | AppError> {
    for (let path = folder; ; ) {
      try {
        await transfer.list(id, path);
        return { path };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const parent = parentFolder(path);
        if (error.code !== 'endpoint.pathNotFound' || parent === null) return error;
        path = parent;
      }
    }
  }

  /** A folder that is only to be made. Below `/` of a computer hardly anybody may; the default folder is a place for all. */
  function folderLight({ kind, folder, folderIsChosen }: Endpoint, nearest: string): PreflightLight {
    const isDoubtful = nearest === '/' && folder !== '/' && kind === 'mapped' && folderIsChosen;
    return isDoubtful ? light('folder', 'warning', 'endpoint.pathNotFound', { folder }) : ok('folder');
  }

  /** One listing answers three questions. */
  async function reachLights(endpoint: Endpoint): Promise<PreflightLight[]> {
    const { id, folder } = endpoint;
    const failure = await nearestFolder(id, folder);
    observed(id, failure instanceof AppError ? failure : 'ok');
    if (!(failure instanceof AppError)) return [ok('online'), ok('consent'), folderLight(endpoint, failure.path)];
    const problem = (name: Name) => light(name, 'problem', failure.code, failure.facts);
    switch (failure.code) {
      case 'consent.needed':
      case 'session.needed':
        return [ok('online'), problem('consent'), notKnown('folder')];
      case 'endpoint.pathNotFound':
      case 'endpoint.permissionDenied':
        return [ok('online'), ok('consent'), light('folder', 'problem', failure.code, { ...failure.facts, folder })];
      case 'endpoint.asleep':
      case 'endpoint.paused':
      case 'endpoint.trouble':
      case 'endpoint.notFound':
        return [problem('online'), notKnown('consent'), notKnown('folder')];
      default:
        return [light('online', 'notKnown', failure.code, failure.facts), notKnown('consent'), notKnown('folder')];
    }
  }

  async function thereLight(id: EndpointId, imageIds: readonly ImageId[]): Promise<PreflightLight> {
    if (!placements) return notKnown('alreadyThere');
    try {
      const wanted = new Set(imageIds);
      const there = (await placements(imageIds)).filter(
        ({ endpointId, imageId, state }) => endpointId === id && state === 'upToDate' && wanted.has(imageId),
      ).length;
      if (there === 0) return ok('alreadyThere');
      return light('alreadyThere', 'warning', 'endpoint.exists', { alreadyThere: there, images: imageIds.length });
    } catch (error) {
      return { name: 'alreadyThere', state: 'notKnown', problem: toProblem(error, clock.nowIso()) };
    }
  }

  function slotsLight(): PreflightLight {
    if (!activeTasks) return notKnown('slots');
    const running = activeTasks();
    return running < runningTasks ? ok('slots') : light('slots', 'warning', 'transfer.tooMany', { running });
  }

  return async (endpoint: Endpoint, imageIds: readonly ImageId[]): Promise<readonly PreflightLight[]> => {
    const [reach, there] = await Promise.all([reachLights(endpoint), thereLight(endpoint.id, imageIds)]);
    return [...reach, there, slotsLight()];
  };
}
