import { AppError } from '../contract/errors.ts';
import type { EndpointId, SubscriptionId } from '../contract/ids.ts';
import type { Settings } from '../contract/settings.ts';
import type { Destination } from '../contract/subscription.ts';
import { globusFolder } from '../domain/imagePath.ts';
import { timerObstacles, timerRules } from '../domain/timerPlan.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Timers } from '../ports/timers.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { Ledger } from './ledger.ts';
import type { SubscriptionRecord, TimerRecord } from './subscriptionStore.ts';

/** Part of a timer's name: by it one whose answer was lost is found again. */
const markOf = (id: SubscriptionId, endpointId: EndpointId): string => `[${id.slice(0, 8)}-${endpointId.slice(0, 8)}]`;

const longestName = 120;

/** Gives subscriptions to Globus Timers, and takes them back. */
export function createHandOver(deps: {
  readonly ledger: Pick<Ledger, 'subscriptions'>;
  readonly images: Pick<ImageSource, 'registries'>;
  readonly endpoints: Pick<EndpointDirectory, 'endpoint'>;
  readonly settings: { read(): Settings };
  readonly timers: Timers;
}) {
  const { ledger, timers } = deps;

  const placeOf = ({ endpointId, folder, namingProfile }: Destination) => {
    const endpoint = deps.endpoints.endpoint(endpointId);
    if (endpoint === null) throw new AppError('endpoint.notFound', { facts: { endpointId } });
    return {
      endpointId,
      name: endpoint.name,
      folder: folder ?? endpoint.folder,
      namingProfile: namingProfile ?? endpoint.namingProfile,
      encryptsData: endpoint.forcesEncryption || deps.settings.read().transfers.encryptsData,
    };
  };

  const harbourOf = ({ source, conditions, after, destinations }: SubscriptionRecord) => {
    const harbour = deps.images.registries().find(({ id }) => id === source.registryId)?.harbour ?? null;
    const places = destinations.map(placeOf);
    const wish = { source, conditions, after, harbourEndpointId: harbour?.endpointId ?? null, destinations: places };
    const reasons = timerObstacles(wish);
    if (reasons.length > 0 || harbour === null) throw new AppError('subscription.notForTimer', { facts: { reasons } });
    return { harbour, places };
  };

  const createOne = async (
    record: SubscriptionRecord,
    place: ReturnType<typeof placeOf>,
    { harbour, intervalSeconds }: { harbour: ReturnType<typeof harbourOf>['harbour']; intervalSeconds: number },
  ): Promise<TimerRecord> => {
    const mark = markOf(record.id, place.endpointId);
    const { endpointId } = place;
    const [found] = await timers.named(mark);
    if (found?.intervalSeconds === intervalSeconds) return { endpointId, jobId: found.jobId, intervalSeconds };
    // One of another interval is left from an attempt that was cut off.
    if (found) await timers.remove(found.jobId);
    const words = `Portolan: ${record.name} to ${place.name}`.slice(0, longestName - mark.length - 1);
    const collectionFolder = `${record.source.containerCollection}/`;
    const { jobId } = await timers.create({
      name: `${words} ${mark}`,
      intervalSeconds,
      sourceEndpointId: harbour.endpointId,
      destinationEndpointId: endpointId,
      sourceFolder: globusFolder(harbour.basePath) + collectionFolder,
      destinationFolder: globusFolder(place.folder) + collectionFolder,
      rules: timerRules(record.source),
      encryptsData: place.encryptsData,
    });
    return { endpointId, jobId, intervalSeconds };
  };

  const removeAll = async (made: readonly TimerRecord[]): Promise<void> => {
    for (const { jobId } of made) await timers.remove(jobId);
  };

  return {
    /** All its endpoints or none. @throws AppError `subscription.notForTimer` with `facts.reasons` */
    async handOver(record: SubscriptionRecord, intervalSeconds: number): Promise<readonly TimerRecord[]> {
      const { harbour, places } = harbourOf(record);
      const made: TimerRecord[] = [];
      try {
        for (const place of places) made.push(await createOne(record, place, { harbour, intervalSeconds }));
      } catch (error) {
        // What cannot be removed now is found again by its mark.
        await removeAll(made).catch(() => undefined);
        throw error;
      }
      ledger.subscriptions.save({ ...record, timers: made });
      return made;
    },
    async takeBack(record: SubscriptionRecord): Promise<void> {
      await removeAll(record.timers);
      ledger.subscriptions.save({ ...record, timers: [] });
    },
    async setPaused(record: SubscriptionRecord, isPaused: boolean): Promise<void> {
      for (const { jobId } of record.timers) await (isPaused ? timers.pause(jobId) : timers.resume(jobId));
    },
  };
}
