import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { proxyFaults } from './faultProxy.ts';
import { dice, patience, pick, say, size } from './promise.ts';
import { destinations, startTransferStage, type TransferStage } from './transferStage.ts';

const newFolder = temporaryFolders();
let stage: TransferStage;
beforeAll(async () => {
  stage = await startTransferStage();
});
afterAll(() => stage.stop());

const images = 3;

/** Files at the destinations that are not exactly the run's images, each once. */
function wrongFiles(run: string, whole: ReadonlyMap<string, string>): number {
  return destinations.reduce((sum, id) => {
    const found = stage.filesAt(id, run).filter(({ path }) => path.endsWith('.sif'));
    const isRight = found.length === images && new Set(found.map((file) => file.sha256)).size === images;
    return sum + (isRight && found.every((file) => whole.has(file.sha256)) ? 0 : 1);
  }, 0);
}

describe('T1 exactly once in effect', () => {
  it('killed at crossings of what outlives it, over a line that loses answers', { timeout: patience }, async () => {
    const random = dice(23);
    const folder = newFolder();
    const first = stage.newRun(images);
    const undisturbed = stage.sync(first.run, join(folder, 'first', 'state.db'), images);
    const crossings = Number((await undisturbed.line('done')).split(' ')[1]);
    await undisturbed.ended;
    expect(await stage.wrongOf(first.run, images)).toMatchObject({ wrong: [] });

    const runs = size(5, 200);
    const found = { kills: 0, faults: 0, tasks: 0, failedOpens: 0, subscriptionsLost: 0, wrongFiles: 0 };
    const wrong: string[] = [];
    // Side by side they would share the faults of the line; one after another each kill meets its own.
    for (let at = 0; at < runs; at += 1) {
      const { run, whole } = stage.newRun(images);
      const state = join(folder, run, 'state.db');
      const faults = Array.from({ length: Math.floor(random() * 3) }, () => pick(proxyFaults, random));
      found.faults += faults.length;
      stage.failSubmissions(...faults);
      const lives = random() < 0.3 ? 2 : 1;
      let wasSubscribed = false;
      for (let life = 0; life < lives; life += 1) {
        const killAt = 1 + Math.floor(((at + random()) / runs) * crossings);
        const child = stage.sync(run, state, images, { KILL_AT: String(killAt) });
        await child.ended;
        if (child.isKilled()) found.kills += 1;
        wasSubscribed ||= child.lines.some((line) => line.startsWith('subscribed'));
      }
      const last = stage.sync(run, state, images);
      await last.line('done').catch((error: Error) => wrong.push(`${run}: ${error.message}`));
      await last.ended;
      if (!last.lines.includes('opened []')) found.failedOpens += 1;
      if (wasSubscribed && last.lines.some((line) => line.startsWith('subscribed'))) found.subscriptionsLost += 1;
      const { tasks, wrong: its } = await stage.wrongOf(run, images);
      found.tasks += tasks;
      wrong.push(...its.map((word) => `${run}: ${word}`));
      found.wrongFiles += wrongFiles(run, whole);
    }
    say(
      'T1',
      `${runs} runs, ${found.kills} kills over ${crossings} crossings, ${found.faults} lost or broken answers, ${found.tasks} tasks, ` +
        `${wrong.length} sent twice or with another body, ${found.subscriptionsLost} subscriptions lost, ${found.failedOpens} failed opens, ${found.wrongFiles} places with wrong files`,
    );
    expect(wrong).toEqual([]);
    expect(found).toMatchObject({ failedOpens: 0, subscriptionsLost: 0, wrongFiles: 0 });
    expect(found.kills).toBeGreaterThanOrEqual(runs / 2);
  });

  it('T4 every request asks for verification, by content', () => {
    const all = stage.submissions().map(({ body }) => body);
    const files = all.flatMap(({ DATA }) => DATA);
    const asked = all.filter(
      ({ verify_checksum, fail_on_quota_errors, skip_source_errors }) =>
        verify_checksum === true && fail_on_quota_errors === true && skip_source_errors === false,
    );
    const named = files.filter(
      ({ external_checksum, checksum_algorithm }) =>
        /^[0-9a-f]{64}$/.test(external_checksum ?? '') && checksum_algorithm === 'SHA256',
    );
    const encryption = all.filter(({ encrypt_data }) => typeof encrypt_data === 'boolean');
    say(
      'T4',
      `${all.length} submissions, ${all.length - asked.length} without verify_checksum, fail_on_quota_errors and skip_source_errors: false; ` +
        `${files.length - named.length} of ${files.length} files without the sha256; ${all.length - encryption.length} silent about encryption`,
    );
    expect(all.length).toBeGreaterThan(4);
    expect(asked).toHaveLength(all.length);
    expect(named).toHaveLength(files.length);
    expect(encryption).toHaveLength(all.length);
  });
});
