import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import { eventually, places, startAppBench } from '../app/appBench.ts';
import { putImage, sha256Of } from '../promises/imageFiles.ts';
import { type Cli, commandLine } from './cliBench.ts';
import * as shapes from './cliShapes.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const names = ['twin/alpha:1', 'twin/beta:2', 'twin/gamma:3'];
const folder = '/incoming/twin/';
const partner = 'Partner share';

/** One data folder with its own lab; the app and the command line take turns on it. */
async function startTwin() {
  const bench = await startAppBench();
  const { auth, transfer, search, timers, clients } = bench.lab.info;
  const cli = commandLine(bench.dataFolder, {
    PORTOLAN_GLOBUS_AUTH_URL: auth,
    PORTOLAN_GLOBUS_TRANSFER_URL: transfer,
    PORTOLAN_GLOBUS_SEARCH_URL: search,
    PORTOLAN_GLOBUS_TIMERS_URL: timers,
    PORTOLAN_GLOBUS_CLIENT_ID: clients.native.id,
  });
  await bench.start();
  await bench.signIn();
  await bench.services().endpoints.list({ refresh: true });
  await bench.connect();
  await eventually(async () => (await bench.services().registries.list())[0]?.folder.state).toBe('watching');
  return { bench, cli };
}
type Twin = Awaited<ReturnType<typeof startTwin>>;

const subscription = { source: { containerCollection: 'twin' }, folder, name: 'twins' };

const makers = {
  async app({ bench }: Twin): Promise<void> {
    const [registry] = await bench.services().registries.list();
    await bench.services().subscriptions.create(
      createSubscriptionSchema.parse({
        name: subscription.name,
        source: { registryId: registry?.id, ...subscription.source },
        destinations: [{ endpointId: places.partnerShare, folder }],
      }),
    );
    await bench.end();
  },
  async 'command line'({ bench, cli }: Twin): Promise<void> {
    await bench.end();
    const words = ['twin', '--to', partner, '--folder', folder, '--name', subscription.name];
    const { code, err } = await cli.json('subscriptions', 'add', ...words);
    expect(`${code} ${err}`).toMatch(/^0 /);
  },
};

const runners = {
  async app({ bench }: Twin) {
    const services = await bench.start();
    const all = async () => (await services.subscriptions.list())[0]?.counts;
    await eventually(all).toEqual({ upToDate: names.length, onTheirWay: 0, problems: 0 });
    const [shown] = await services.subscriptions.list();
    await bench.end();
    return shown;
  },
  async 'command line'({ cli }: Twin) {
    const { code, document, err } = await cli.json('sync', '--once');
    expect(`${code} ${err}`).toMatch(/^0 /);
    return shapes.syncShape.parse(document).subscriptions[0];
  },
};

/** What is the same in every twin: without the ids, times and addresses that each has of its own. */
function ledgerOf({ bench }: Twin) {
  const db = new DatabaseSync(join(bench.dataFolder, 'state.db'), { readOnly: true });
  const all = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map((row) => JSON.stringify(row).replace(/r-[0-9a-f]{8}/g, 'r'));
  const kept = {
    subscriptions: all(
      'SELECT name, source_json, conditions_json, destinations_json, is_paused, after_json, timers_json FROM subscription',
    ),
    deliveries: all(
      `SELECT image_id, endpoint_id, digest, destination_path, size_bytes, subscription_id IS NOT NULL AS is_subscribed,
         delivered_at IS NOT NULL AS is_there, problem_json, failures FROM delivery ORDER BY destination_path`,
    ),
    placements: all(
      'SELECT endpoint_id, destination_path, image_id, digest, size_bytes, drifted_at FROM placement ORDER BY destination_path',
    ),
    submissions: all(
      'SELECT DISTINCT destination_endpoint_id, outcome, problem_json, stop_requested_at FROM submission',
    ),
    files: all('SELECT image_id, name, digest, destination_path FROM submission_file ORDER BY destination_path'),
  };
  const submissions = db.prepare('SELECT count(*) AS n FROM submission').get()?.n;
  db.close();
  return { kept, submissions };
}

async function live(maker: keyof typeof makers, runner: keyof typeof runners) {
  const twin = await startTwin();
  try {
    await makers[maker](twin);
    for (const name of names) putImage(twin.bench.lab.info.registry.imagesDir, name, name);
    const shown = await runners[runner](twin);
    const tasks = await twin.bench.tasksAtLab();
    const { kept, submissions } = ledgerOf(twin);
    // How images are packed hangs on how fast they are read; never is one sent twice, nor a task unknown here.
    expect(submissions).toBe(tasks.length);
    const files = names.map((name) => {
      const path = `${folder}${name.replace(':', '_')}.sif`;
      return sha256Of(readFileSync(twin.bench.fileAt(places.partnerShare, path)));
    });
    return {
      kept,
      files,
      sent: tasks.reduce((sum, task) => sum + task.files, 0),
      outcomes: new Set(tasks.map(({ status }) => status)),
      shown: { name: shown?.name, state: shown?.state, counts: shown?.counts, problem: shown?.problem },
    };
  } finally {
    await twin.bench.stop();
  }
}

describe('one state, two forms', () => {
  it('A subscription made in the app is run by `portolan sync --once --json` headless with the same result, and the other way round', async () => {
    const inTheApp = await live('app', 'app');
    expect(inTheApp).toMatchObject({
      sent: names.length,
      outcomes: new Set(['SUCCEEDED']),
      shown: { name: 'twins', state: 'running', counts: { upToDate: names.length, onTheirWay: 0, problems: 0 } },
    });
    expect([inTheApp.kept.deliveries.length, inTheApp.kept.placements.length]).toEqual([names.length, names.length]);
    expect(await live('app', 'command line')).toEqual(inTheApp);
    expect(await live('command line', 'app')).toEqual(inTheApp);
    expect(await live('command line', 'command line')).toEqual(inTheApp);
  });
});

describe('what others do at a real endpoint', () => {
  let twin: Twin;
  beforeEach(async () => {
    twin = await startTwin();
  });
  afterEach(() => twin.bench.stop());
  const at = (name: string) => twin.bench.fileAt(places.partnerShare, `${folder}${name.replace(':', '_')}.sif`);
  const once = async (cli: Cli) => {
    const { code, document } = await cli.json('sync', '--once');
    expect(code).toBe(0);
    return shapes.syncShape.parse(document).activities.flatMap(({ images }) => images.map(({ name }) => name));
  };

  it('removed, shortened or rewritten in the same size: `sync --once` brings each again, and only it', async () => {
    await makers.app(twin);
    const { imagesDir } = twin.bench.lab.info.registry;
    for (const name of names) putImage(imagesDir, name, name);
    expect((await once(twin.cli)).toSorted()).toEqual(names);
    const whole = names.map((name) => sha256Of(readFileSync(at(name))));
    expect(await once(twin.cli)).toEqual([]);

    const [alpha = '', beta = '', gamma = ''] = names;
    rmSync(at(alpha));
    expect(await once(twin.cli)).toEqual([alpha]);
    writeFileSync(at(beta), 'short');
    expect(await once(twin.cli)).toEqual([beta]);
    writeFileSync(at(gamma), new Uint8Array(readFileSync(at(gamma)).length));
    expect(await once(twin.cli)).toEqual([gamma]);
    expect(names.map((name) => sha256Of(readFileSync(at(name))))).toEqual(whole);
    expect(await once(twin.cli)).toEqual([]);
    expect(existsSync(join(at(alpha), '../../.portolan-incoming'))).toBe(true);
  });
});
