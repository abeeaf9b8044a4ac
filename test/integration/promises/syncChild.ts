import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { createGlobusRequest } from '../../../src-main/globus/globusRequest.ts';
import { createTransferClient } from '../../../src-main/globus/transferClient.ts';
import { createChokidarWatcher } from '../../../src-main/node/chokidarWatcher.ts';
import { createGotHttp } from '../../../src-main/node/gotHttp.ts';
import { createNodeFiles } from '../../../src-main/node/nodeFiles.ts';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import type { Database } from '../../../src-main/ports/database.ts';
import type { Http } from '../../../src-main/ports/http.ts';
import type { GlobusTokens } from '../../../src-main/ports/tokens.ts';
import { createSync } from '../../../src-main/sync/createSync.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { createFakeEndpointDirectory, endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';
import { createFakeImageSource } from '../../fakes/fakeImageSource.ts';
import { createHastyClock } from '../../fakes/hastyClock.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';
import { registryId, subscriptionTo } from '../../unit/sync/syncBench.ts';

/*
 * Sync as it ships (real state file, real folder, real requests) in a process of its own that dies at its KILL_AT-th
 * crossing of what outlives it: each statement, each end of a transaction, each request before it leaves and after its
 * answer came. Subscribes the destinations once, and says `done` when every image is there.
 */
const {
  STATE = '',
  ROOT = '',
  RUN = '',
  GLOBUS = '',
  TOKEN = '',
  SOURCE = '',
  DESTINATIONS = '',
  IMAGES = '0',
} = process.env;
const killAt = Number(process.env.KILL_AT ?? Number.POSITIVE_INFINITY);
const tell = (line: string): void => void writeSync(1, `${line}\n`);
const destinations = DESTINATIONS.split(',') as EndpointId[];
const expectedCount = Number(IMAGES) * destinations.length;

let crossings = 0;
const cross = (): void => {
  crossings += 1;
  if (crossings === killAt) process.kill(process.pid, 'SIGKILL');
};

const opened = await openSqliteDatabase({ file: STATE, schema: ledgerSchema });
tell(`opened ${JSON.stringify(opened.notices)}`);
const database: Database = {
  ...opened.db,
  run: (...call) => {
    cross();
    return opened.db.run(...call);
  },
  transaction: (work) => {
    cross();
    const result = opened.db.transaction(() => {
      const value = work();
      cross();
      return value;
    });
    cross();
    return result;
  },
};
const plainHttp = createGotHttp({ proxyEnv: {} });
const http: Http = {
  async send(request) {
    cross();
    const answer = await plainHttp.send({ ...request, timeoutMs: 300 });
    cross();
    return answer;
  },
};

const clock = createHastyClock(20);
const tokens: GlobusTokens = {
  accessToken: async () => TOKEN,
  renewedAccessToken: async () => TOKEN,
  identityId: () => 'person',
  repairNeeded: () => {},
};
const logger = createRecordingLogger();
const baseUrls = { auth: GLOBUS, transfer: GLOBUS, search: GLOBUS, timers: GLOBUS };
const request = createGlobusRequest({ http, clock, tokens, baseUrls, random: Math.random, logger });
const images = createFakeImageSource();
const source = SOURCE as EndpointId;
images.setRegistry({
  id: registryId,
  name: 'Lab',
  url: 'https://r/',
  harbour: { endpointId: source, basePath: `/images/${RUN}/` },
  imagesDir: ROOT,
});
const settings = settingsSchema.parse({ sync: { rescanSeconds: 20, pollSeconds: 300 } });
const sync = createSync({
  clock,
  database,
  files: createNodeFiles(),
  watcher: createChokidarWatcher(),
  transfers: createTransferClient({ request, tokens }),
  endpoints: createFakeEndpointDirectory(
    [source, ...destinations].map((id) =>
      endpointNamed(id, `Endpoint ${id.slice(0, 8)}`, { folder: `/containers/${RUN}/` }),
    ),
  ),
  images,
  settings: { read: () => settings },
  publish: () => {},
  notifier: { notify: () => {} },
  logger,
  random: Math.random,
});
sync.start();
if ((await sync.subscriptions.list()).length === 0) {
  const { id } = await sync.subscriptions.create(subscriptionTo(destinations));
  tell(`subscribed ${id}`);
}
for (;;) {
  const [subscription] = await sync.subscriptions.list();
  if (subscription === undefined) tell('lost');
  if (subscription?.counts.upToDate === expectedCount) break;
  await pause(5);
}
tell(`done ${crossings}`);
// Whoever wants to see what it does with nothing left to do, lets it live.
if (process.env.STAYS !== 'yes') process.exit(0);
