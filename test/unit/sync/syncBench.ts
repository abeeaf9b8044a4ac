import type { AppEvent } from '../../../src-main/contract/events.ts';
import type { EndpointId, ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import { type Settings, settingsSchema } from '../../../src-main/contract/settings.ts';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import type { Files } from '../../../src-main/ports/files.ts';
import { createSync, type Sync, type SyncDeps } from '../../../src-main/sync/createSync.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeEndpointDirectory, endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';
import { createFakeImageSource } from '../../fakes/fakeImageSource.ts';
import { createFakeTransfers } from '../../fakes/fakeTransfers.ts';
import { createMemoryDatabase } from '../../fakes/memoryDatabase.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';

export const registryId = 'r-00000001' as RegistryId;
export const harbour = '11111111-0000-4000-8000-000000000001' as EndpointId;
export const sherlock = '22222222-0000-4000-8000-000000000001' as EndpointId;
export const laptop = '33333333-0000-4000-8000-000000000001' as EndpointId;

const noFiles: Files = {
  identity: () => Promise.reject(new Error('no folder here')),
  scan: () => {
    throw new Error('no folder here');
  },
  stat: () => Promise.reject(new Error('no folder here')),
  read: () => Promise.reject(new Error('no folder here')),
  open: () => Promise.reject(new Error('no folder here')),
  peek: async () => [],
  digest: async () => {},
  release: () => {},
};

type SettingsChange = Partial<Omit<Settings, 'transfers'>> & { readonly transfers?: Partial<Settings['transfers']> };

export type SyncBench = ReturnType<typeof createSyncBench>;

/** Sync among fakes on a clock that stands still; `restart` makes it anew over the same ledger. */
export function createSyncBench() {
  const clock = createFakeClock();
  const database = createMemoryDatabase();
  const images = createFakeImageSource();
  const transfers = createFakeTransfers(clock);
  const endpoints = createFakeEndpointDirectory([
    endpointNamed(harbour, 'Lab registry', { folder: '/images/' }),
    endpointNamed(sherlock, 'Sherlock'),
    endpointNamed(laptop, 'Laptop', { kind: 'personal', folder: '/~/containers/' }),
  ]);
  const logger = createRecordingLogger();
  const events: AppEvent[] = [];
  const notices: string[] = [];
  let settings: Settings = settingsSchema.parse({});
  images.setRegistry({
    id: registryId,
    name: 'Lab',
    url: 'https://containers.lab.edu/',
    harbour: { endpointId: harbour, basePath: '/images/' },
    imagesDir: null,
  });

  const make = (over: Partial<Pick<SyncDeps, 'database' | 'transfers' | 'outside' | 'timers' | 'files'>> = {}): Sync =>
    createSync({
      clock,
      database,
      files: noFiles,
      watcher: { watch: () => ({ folder: () => {}, listed: () => {}, close: async () => {} }) },
      transfers,
      endpoints,
      images,
      settings: { read: () => settings },
      publish: (event) => void events.push(event),
      notifier: { notify: ({ title, body }) => void notices.push(`${title}: ${body}`) },
      logger,
      random: () => 0.5,
      ...over,
    });

  return {
    clock,
    database,
    images,
    transfers,
    endpoints,
    logger,
    events,
    notices,
    make,
    setSettings: ({ transfers: some, ...change }: SettingsChange) => {
      settings = { ...settings, ...change, transfers: { ...settings.transfers, ...some } };
    },
    put: (name: string, change: Parameters<typeof images.put>[2] = {}): ImageId =>
      images.put(registryId, name, change).id,
  };
}

export const subscriptionTo = (
  endpointIds: readonly EndpointId[],
  change: { name?: string; container?: string; includesExisting?: boolean } = {},
) =>
  createSubscriptionSchema.parse({
    name: change.name ?? 'nightly',
    source: { registryId, container: change.container ?? '*' },
    conditions: { includesExisting: change.includesExisting ?? true },
    destinations: endpointIds.map((endpointId) => ({ endpointId })),
  });
