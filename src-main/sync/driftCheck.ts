import { AppError, toProblem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { EndpointDirectory, Transfers } from '../ports/transfers.ts';
import type { PlacementFacts } from './deliveryStore.ts';
import type { Ledger } from './ledger.ts';
import { lookAtFolder, placedFolders } from './placementCheck.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

const hourMs = 3_600_000;
/** Listings in an hour for all endpoints together; more only where there are more endpoints. */
const looksAnHour = 8;
const longestRestMs = 24 * hourMs;
/** After the start there is more urgent work. */
const firstLookMs = 60_000;

interface Look {
  readonly endpointId: EndpointId;
  readonly folder: string;
  readonly here: readonly PlacementFacts[];
  /** Since when nobody has looked. */
  readonly since: string;
}

interface Rest {
  readonly untilMono: number;
  readonly pauseMs: number;
}

/** Of the endpoint itself, not of one of its folders. */
const isAboutEndpoint = (error: unknown): error is AppError =>
  error instanceof AppError &&
  (['consent.needed', 'session.needed', 'endpoint.notFound'].includes(error.code) ||
    ['endpoint.asleep', 'endpoint.paused', 'endpoint.trouble'].includes(error.code));

const folderKey = ({ endpointId, folder }: Pick<Look, 'endpointId' | 'folder'>): string => `${endpointId} ${folder}`;

const oldest = (times: readonly string[]): string => times.reduce((first, at) => (at < first ? at : first));

/**
 * What was removed or changed at an endpoint by others is found within hours: the folder that was not looked at for the
 * longest time is listed, one at a time, spread over the hour. An endpoint that cannot be asked is asked ever more
 * seldom. Without a subscription nothing is asked.
 */
export function createDriftCheck(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly transfers: Pick<Transfers, 'list'>;
  readonly endpoints: EndpointDirectory;
  readonly logger: Logger;
  readonly onDrift: (endpointId: EndpointId, images: number) => void;
}) {
  const { clock, ledger } = deps;
  /** Endpoints by their id, folders by endpoint and path. */
  const resting = new Map<string, Rest>();
  let freeAtMono: number | null = null;

  /** Of active subscriptions; read again when those change. */
  let places: readonly EndpointId[] | null = null;
  const readPlaces = (): readonly EndpointId[] => {
    const active = ledger.subscriptions.active();
    return [...new Set(active.flatMap(({ destinations }) => destinations.map(({ endpointId }) => endpointId)))];
  };

  const looksAt = (endpointId: EndpointId): readonly Look[] => {
    const looks = ledger.deliveries.looks(endpointId);
    return [...placedFolders(ledger, endpointId)].map(([folder, here]) => ({
      ...{ endpointId, folder, here },
      since: looks.get(folder) ?? oldest(here.map(({ deliveredAt }) => deliveredAt)),
    }));
  };

  const rests = (key: string): boolean => (resting.get(key)?.untilMono ?? 0) > clock.monotonic();

  const nextLook = (ids: readonly EndpointId[]): Look | undefined =>
    ids
      .filter((id) => !rests(id))
      .flatMap(looksAt)
      .filter((look) => !rests(folderKey(look)))
      .reduce<Look | undefined>((first, look) => (first && first.since <= look.since ? first : look), undefined);

  const failed = (look: Look, error: unknown): void => {
    const { endpointId } = look;
    deps.logger.info('an endpoint could not be looked at', { endpointId, code: toProblem(error, '').code });
    const isOfEndpoint = isAboutEndpoint(error);
    if (isOfEndpoint) deps.endpoints.observed(endpointId, error);
    const key = isOfEndpoint ? endpointId : folderKey(look);
    const pauseMs = Math.min(longestRestMs, 2 * (resting.get(key)?.pauseMs ?? hourMs / 2));
    resting.set(key, { untilMono: clock.monotonic() + pauseMs, pauseMs });
  };

  const look = async (next: Look): Promise<void> => {
    let drifted: number;
    try {
      drifted = await lookAtFolder(deps, next.endpointId, next.folder, next.here);
    } catch (error) {
      if (toProblem(error, '').code.startsWith('state.')) throw error;
      return failed(next, error);
    }
    resting.delete(next.endpointId);
    resting.delete(folderKey(next));
    deps.endpoints.observed(next.endpointId, 'ok');
    if (drifted === 0) return;
    deps.logger.info('images are not as they were brought', { endpointId: next.endpointId, images: drifted });
    deps.onDrift(next.endpointId, drifted);
  };

  const turn = async (): Promise<number | null> => {
    places ??= readPlaces();
    const ids = places;
    if (ids.length === 0) return null;
    const paceMs = hourMs / Math.max(looksAnHour, ids.length);
    freeAtMono ??= clock.monotonic() + firstLookMs;
    const waitMs = freeAtMono - clock.monotonic();
    if (waitMs > 0) return waitMs;
    const next = nextLook(ids);
    const dueMs = next === undefined ? hourMs : Date.parse(next.since) + hourMs - clock.now();
    if (next === undefined || dueMs > 0) return Math.max(paceMs, Math.min(dueMs, hourMs));
    freeAtMono = clock.monotonic() + paceMs;
    await look(next);
    return paceMs;
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      deps.logger.error('looking at endpoints failed', { code: toProblem(error, '').code });
      return hourMs;
    },
  });
  return {
    start: loop.start,
    stop: loop.stop,
    /** Subscriptions are others now. */
    wake(): void {
      places = null;
      loop.wake();
    },
    /** Endpoints are there again, or a person has signed in: those that rest are looked at in their turn. */
    endpointsBack(): void {
      const before = resting.size;
      for (const { id, state } of deps.endpoints.all()) {
        if (state === 'online' || state === 'notKnown') resting.delete(id);
      }
      if (resting.size < before) loop.wake();
    },
  };
}
