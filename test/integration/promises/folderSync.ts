import type { FolderHealth } from '../../../src-main/contract/registry.ts';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { createChokidarWatcher } from '../../../src-main/node/chokidarWatcher.ts';
import { createNodeFiles } from '../../../src-main/node/nodeFiles.ts';
import { createSystemClock } from '../../../src-main/node/systemClock.ts';
import type { Files } from '../../../src-main/ports/files.ts';
import type { Transfers } from '../../../src-main/ports/transfers.ts';
import { createSync } from '../../../src-main/sync/createSync.ts';
import { createFakeEndpointDirectory, endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';
import { createFakeImageSource } from '../../fakes/fakeImageSource.ts';
import { createFakeTransfers } from '../../fakes/fakeTransfers.ts';
import { createMemoryDatabase } from '../../fakes/memoryDatabase.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';
import { harbour, registryId, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';

/** Sync over a real folder with the real watcher and real time, one subscription, and a Globus that is done at once. */
export async function startFolderSync(
  root: string,
  options: {
    readonly rescanSeconds: number;
    readonly files?: (real: Files) => Files;
    readonly transfers?: (fake: Transfers) => Transfers;
  },
) {
  const clock = createSystemClock();
  const images = createFakeImageSource();
  const place = { endpointId: harbour, basePath: '/images/' };
  images.setRegistry({ id: registryId, name: 'Lab', url: 'https://r/', harbour: place, imagesDir: root });
  const transfers = createFakeTransfers(clock);
  transfers.finishAtOnce(true);
  const files = createNodeFiles();
  const defaults = settingsSchema.parse({});
  const settings = { ...defaults, sync: { ...defaults.sync, rescanSeconds: options.rescanSeconds } };
  const logger = createRecordingLogger();
  const sync = createSync({
    clock,
    database: createMemoryDatabase(),
    files: options.files?.(files) ?? files,
    watcher: createChokidarWatcher(),
    transfers: options.transfers?.(transfers) ?? transfers,
    endpoints: createFakeEndpointDirectory([endpointNamed(harbour, 'Lab'), endpointNamed(sherlock, 'Sherlock')]),
    images,
    settings: { read: () => settings },
    publish: () => {},
    notifier: { notify: () => {} },
    logger,
    random: () => 0.5,
  });
  sync.start();
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  return {
    sync,
    transfers,
    images,
    logger,
    health: (): FolderHealth | undefined => images.health.at(-1)?.health,
    subscription: async () => (await sync.subscriptions.list())[0],
    upToDate: async (): Promise<number> => (await sync.subscriptions.list())[0]?.counts.upToDate ?? 0,
    /** Source paths of everything that was ever sent. */
    sent: (): readonly string[] =>
      transfers.allTasks.flatMap(({ order }) => order.files.map(({ sourcePath }) => sourcePath)),
    async stop(): Promise<void> {
      await sync.stop();
      await files.close();
    },
  };
}
