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
 * answer came; or at the crossing that KILL_AT_NAME calls, such as `before POST rename#2` (TRACE=yes tells them all).
 * Subscribes the destinations once, and says `done` when every image is there.
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
const passed = new Map<string, number>();
const cross = (name: string): void => {
  crossings += 1;
  const times = (passed.get(name) ?? 0) + 1;
  passed.set(name, times);
  if (process.env.TRACE === 'yes') tell(`cross ${name}#${times}`);
  if (crossings === killAt || `${name}#${times}` === process.env.KILL_AT_NAME) process.kill(process.pid, 'SIGKILL');
};
/** `UPDATE delivery publishing_at`, `POST rename`: without ids and values. */
const nameOfSql = (sql: string): string =>
  [
    ...(/^\s*(\w+)(?: OR \w+)?(?: INTO| FROM)? (\w+)/.exec(sql) ?? []).slice(1),
    /publishing_at/.exec(sql)?.[0] ?? '',
  ].join(' ');
const nameOfRequest = (method: string, url: string | URL): string =>
  `${method} ${new URL(url).pathname.split('/').at(-1)}`;

const opened = await openSqliteDatabase({ file: STATE, schema: ledgerSchema });
tell(`opened ${JSON.stringify(opened.notices)}`);
const database: Database = {
  ...opened.db,
  run: (...call) => {
    cross(nameOfSql(call[0]).trim());
    return opened.db.run(...call);
  },
  transaction: (work) => {
    cross('begin');
    const result = opened.db.transaction(() => {
      const value = work();
      cross('before commit');
      return value;
    });
    cross('after commit');
    return result;
  },
};
const plainHttp = createGotHttp({ proxyEnv: {} });
const http: Http = {
  async send(request) {
    const name = nameOfRequest(request.method, request.url);
    cross(`before ${name}`);
    const answer = await plainHttp.send({ ...request, timeoutMs: 300 });
    cross(`after ${name}`);
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
const settings = settingsSchema.parse({
  sync: {
    rescanSeconds: 20,
    pollSeconds: 300,
    publishAtomicallyAboveBytes: Number(process.env.WHOLE_ABOVE ?? 2 ** 26),
  },
});
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
