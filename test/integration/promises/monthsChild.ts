import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { RemoteFile } from '../../../src-main/contract/endpoint.ts';
import type { SubmissionId, TaskId } from '../../../src-main/contract/ids.ts';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import type { TransferOrder, Transfers, TransferTask } from '../../../src-main/ports/transfers.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { digestOf } from '../../fakes/fakeImageSource.ts';
import { createSyncBench, laptop, registryId, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';

/* Months of sync on a clock that is moved by hand, over a real state file; says how big everything was and is. */
const { STATE = '', SUBSCRIPTIONS = '1', JOBS = '1', DAYS = '90' } = process.env;
const [days, jobs] = [Number(DAYS), Number(JOBS)];
const dayMs = 86_400_000;
const { db } = await openSqliteDatabase({ file: STATE, schema: ledgerSchema });
const bench = createSyncBench();
const defaults = settingsSchema.parse({});
bench.setSettings({ sync: { ...defaults.sync, rescanSeconds: 3_600, pollSeconds: 3_600 } });

/** Globus that is done at once and remembers nothing that is over, so that only the app can grow. */
const running = new Map<TaskId, { readonly order: TransferOrder; readonly atMs: number }>();
let counted = 0;
let tasksMade = 0;
const idOf = (kind: number): string => {
  counted += 1;
  return `${kind}0000000-0000-4000-8000-${counted.toString(16).padStart(12, '0')}`;
};
const taskOf = (taskId: TaskId, order: TransferOrder): TransferTask => ({
  ...{ taskId, label: order.label, status: 'succeeded', isPaused: false, niceStatus: null, fatalErrorCode: null },
  ...{ bytesTransferred: 1, bytesChecksummed: 1, bytesPerSecond: 1, faults: 0, filesSkipped: 0 },
  ...{ files: order.files.length, filesTransferred: order.files.length },
  ...{ requestedAt: bench.clock.nowIso(), completedAt: bench.clock.nowIso() },
  ...{ sourceEndpointId: order.sourceEndpointId, destinationEndpointId: order.destinationEndpointId },
});
const arrived = (taskId: TaskId) =>
  (running.get(taskId)?.order.files ?? []).map(({ sourcePath, destinationPath }) => ({
    sourcePath,
    destinationPath,
    checksum: null,
  }));
/** What lies at the endpoints, by folder: the same names over and over. */
const lying = new Map<string, Map<string, RemoteFile>>();
const put = (endpointId: string, path: string): void => {
  const at = path.lastIndexOf('/') + 1;
  const key = `${endpointId} ${path.slice(0, at)}`;
  const here = lying.get(key) ?? new Map<string, RemoteFile>();
  const name = path.slice(at);
  lying.set(key, here.set(name, { name, kind: 'file', sizeBytes: 1000, changedAt: bench.clock.nowIso() }));
};
const transfers: Transfers = {
  ...bench.transfers,
  newSubmissionId: async () => idOf(5) as SubmissionId,
  async submit(order) {
    const taskId = idOf(7) as TaskId;
    running.set(taskId, { order, atMs: bench.clock.monotonic() });
    tasksMade += 1;
    for (const { destinationPath, publishAs } of order.files)
      put(order.destinationEndpointId, publishAs ?? destinationPath);
    return { taskId, wasDuplicate: false };
  },
  tasks: async (ids) =>
    ids.flatMap((id) => {
      const known = running.get(id);
      return known ? [taskOf(id, known.order)] : [];
    }),
  events: async () => [],
  makeFolder: async () => {},
  rename: async () => {},
  list: async (endpointId, path) => [...(lying.get(`${endpointId} ${path}`)?.values() ?? [])],
  arrivedFiles: async (id) => arrived(id),
};

const sync = bench.make({ database: db, transfers });
sync.start();
for (let n = 0; n < Number(SUBSCRIPTIONS); n += 1) {
  await sync.subscriptions.create(
    subscriptionTo([n % 2 === 0 ? sherlock : laptop], { name: `n${n}`, container: `tool${n % 50}` }),
  );
}

function measure() {
  globalThis.gc?.();
  const open = readdirSync('/proc/self/fd').length;
  const watches = readdirSync('/proc/self/fdinfo').reduce((sum, name) => {
    try {
      return sum + (readFileSync(`/proc/self/fdinfo/${name}`, 'utf8').match(/^inotify/gm)?.length ?? 0);
    } catch {
      return sum; // the descriptor of this very listing
    }
  }, 0);
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed, open, watches, db: statSync(STATE).size, wal: statSync(`${STATE}-wal`).size };
}

let warm = measure();
for (let day = 0; day < days; day += 1) {
  for (let job = 0; job < jobs / days; job += 1) {
    bench.images.put(registryId, `lab/tool${job % 50}:${Math.floor(job / 50)}`, { digest: digestOf(`${day} ${job}`) });
  }
  sync.registriesChanged();
  await bench.clock.advance(dayMs);
  bench.events.length = 0;
  bench.notices.length = 0;
  (bench.logger.lines as object[]).length = 0;
  for (const [id, { atMs }] of running) if (atMs < bench.clock.monotonic() - 2 * dayMs) running.delete(id);
  if (day === Math.floor(days / 3)) warm = measure();
}
const end = measure();
const history = (): number => Number(db.get('SELECT count(*) AS n FROM submission')?.n);
const before = history();
await bench.clock.advance(3 * dayMs);
bench.clock.jumpWall(367 * dayMs);
await bench.clock.advance(3 * dayMs);
const upToDate = (await sync.subscriptions.list()).reduce((sum, { counts }) => sum + counts.upToDate, 0);
const owed = (await sync.subscriptions.list()).reduce(
  (sum, { counts }) => sum + counts.onTheirWay + counts.problems,
  0,
);
await sync.stop();
console.log(
  JSON.stringify({ warm, end, before, after: history(), upToDate, owed, tasksMade, sleepers: bench.clock.sleepers }),
);
process.exit(0);
