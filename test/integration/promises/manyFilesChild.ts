import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createChokidarWatcher } from '../../../src-main/node/chokidarWatcher.ts';
import { createNodeFiles } from '../../../src-main/node/nodeFiles.ts';
import { keepMemorySmall } from '../../../src-main/node/smallMemory.ts';
import { createSystemClock } from '../../../src-main/node/systemClock.ts';
import type { ImageSource, SourceRegistry } from '../../../src-main/ports/imageSource.ts';
import { createArrivals } from '../../../src-main/sync/arrivals.ts';
import { createFolderStore } from '../../../src-main/sync/folderStore.ts';
import { createMemoryDatabase } from '../../fakes/memoryDatabase.ts';
import { createPromptLedger } from '../../fakes/promptLedger.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';
import { harbour, registryId } from '../../unit/sync/syncBench.ts';

/* The reading of one image folder, twice, the second time from what the ledger remembers; says what it took. */
const { ROOT = '', EXPECTED = '0' } = process.env;
const expected = Number(EXPECTED);
const registry: SourceRegistry = {
  id: registryId,
  name: 'Lab',
  url: 'https://r/',
  harbour: { endpointId: harbour, basePath: '/' },
  imagesDir: ROOT,
};
keepMemorySmall();
const database = createMemoryDatabase();
const files = createNodeFiles();

/** Reads the folder to its end; answers how many images it told and how long that took. */
async function read(): Promise<{ ready: number; tookMs: number }> {
  let ready = 0;
  const images: ImageSource = {
    registries: () => [registry],
    images: () => [],
    image: () => null,
    refresh: async () => [],
    folderRead: () => {},
    folderChanged: (_id, change) => {
      ready += change.ready.length - change.gone.length;
      return [];
    },
    folderHealth: () => {},
  };
  const begunAt = performance.now();
  const arrivals = createArrivals({
    clock: createSystemClock(),
    files,
    watcher: createChokidarWatcher(),
    store: createFolderStore(createPromptLedger(database)),
    images,
    logger: createRecordingLogger(),
    rescanMs: () => 3_600_000,
    onChange: () => {},
  });
  await arrivals.registriesChanged();
  while (ready < expected || arrivals.isLooking()) await pause(20);
  const tookMs = performance.now() - begunAt;
  await arrivals.stop();
  return { ready, tookMs };
}

const first = await read();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const second = await read();
delay.disable();
console.log(
  JSON.stringify({
    ready: first.ready,
    readMs: Math.round(first.tookMs),
    readyAgain: second.ready,
    againMs: Math.round(second.tookMs),
    longestBlockMs: Math.round(delay.max / 1e6),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
process.exit(0);
