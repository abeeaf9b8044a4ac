import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSif } from '../../unit/sif/sifFixtures.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { type Child, isSoak, patience, say } from './promise.ts';
import { destinations, sha256, startTransferStage, type TransferStage } from './transferStage.ts';

const newFolder = temporaryFolders();
let stage: TransferStage;
beforeAll(async () => {
  stage = await startTransferStage();
});
afterAll(() => stage.stop());

const images = 2;
const [place] = destinations;
const only = { DESTINATIONS: place, WHOLE_ABOVE: '0', STAYS: 'yes' };

/** Steps of giving names: from the first word of it in the ledger to the last of tidying up. */
function pointsOf(lines: readonly string[]): readonly string[] {
  const crossed = lines.filter((line) => line.startsWith('cross ')).map((line) => line.slice('cross '.length));
  return crossed.slice(crossed.findIndex((name) => name.startsWith('UPDATE delivery publishing_at')));
}

/** Reads what a job on the cluster would open, over and over. */
function readAllTheTime(finals: readonly string[], isRight: (digest: string) => boolean) {
  const found = { reads: 0, half: 0, missing: 0 };
  const look = () => {
    for (const file of finals) {
      found.reads += 1;
      try {
        if (!isRight(sha256(readFileSync(file)))) found.half += 1;
      } catch {
        found.missing += 1;
      }
    }
  };
  const timer = setInterval(look, 3);
  return { found, stop: () => clearInterval(timer) };
}

describe('a re-pushed tag under the name that jobs open', () => {
  it('killed at every named step of publishing: the old image until the new one is whole', {
    timeout: patience,
  }, async () => {
    const folder = newFolder();
    const { run, root } = stage.newRun(images);
    const state = join(folder, 'state', 'state.db');
    const there = stage.lab.diskPath(place, `containers/${run}`);
    const incoming = join(there, '.portolan-incoming');
    const isTidy = () => !existsSync(incoming) || readdirSync(incoming).length === 0;
    const tidied = async (child: Child) => {
      await child.line('done');
      await expect.poll(isTidy, { timeout: 20_000, interval: 20 }).toBe(true);
    };

    const first = stage.sync(run, state, images, only);
    await tidied(first);
    await first.kill();
    const finals = Array.from({ length: images }, (_, n) => join(there, 'lab', `tool${n}_1.sif`));
    const old = new Set(finals.map((file) => sha256(readFileSync(file))));
    expect(old.size).toBe(images);
    // Every run begins here.
    cpSync(dirname(state), join(folder, 'state before'), { recursive: true });
    cpSync(there, join(folder, 'there before'), { recursive: true });

    const group = join(root, 'lab');
    for (const name of readdirSync(group)) rmSync(join(group, name));
    const fresh = new Set<string>();
    for (let n = 0; n < images; n += 1) {
      const bytes = makeSif([{ type: 0x4004, content: `pushed again ${n} `.repeat(20_000) }]);
      writeFileSync(join(group, `tool${n}:1@${createHash('md5').update(bytes).digest('hex')}.sif`), bytes);
      fresh.add(sha256(bytes));
    }
    const restore = () => {
      rmSync(dirname(state), { recursive: true });
      rmSync(there, { recursive: true });
      cpSync(join(folder, 'state before'), dirname(state), { recursive: true });
      cpSync(join(folder, 'there before'), there, { recursive: true });
    };

    const traced = stage.sync(run, state, images, { ...only, TRACE: 'yes' });
    await tidied(traced);
    await traced.kill();
    const all = pointsOf(traced.lines);
    const names = new Set(all.map((name) => name.replace(/#\d+$/, '')));
    // Usually each request and each commit once.
    const usual = [...names].filter((name) => /POST|commit/.test(name));
    const firsts = usual.flatMap((name) => all.find((one) => one.startsWith(`${name}#`)) ?? []);
    const points = isSoak ? all : firsts;
    expect([...names].join(', ')).toMatch(/before POST rename.*after POST rename.*POST delete/);

    const total = { killed: 0, reads: 0, half: 0, missing: 0, wrong: 0, twice: 0, leftOver: 0 };
    for (const point of points) {
      restore();
      const before = stage.submissions().length;
      const reader = readAllTheTime(finals, (digest) => old.has(digest) || fresh.has(digest));
      const child = stage.sync(run, state, images, { ...only, KILL_AT_NAME: point });
      await Promise.race([child.ended, tidied(child).then(() => pause(500))]);
      if (child.isKilled()) total.killed += 1;
      else await child.kill();
      const last = stage.sync(run, state, images, only);
      await tidied(last).catch(() => {
        total.leftOver += 1;
      });
      await last.kill();
      reader.stop();
      for (const name of ['reads', 'half', 'missing'] as const) total[name] += reader.found[name];
      const now = finals.map((file) => sha256(readFileSync(file)));
      if (new Set(now).size !== images || !now.every((digest) => fresh.has(digest))) total.wrong += 1;
      const sent = stage.submissions().slice(before);
      const files = new Set(sent.map(({ body }) => body.submission_id)).size;
      const copies = [...new Map(sent.map(({ body }) => [body.submission_id, body.DATA.length])).values()];
      if (copies.reduce((sum, count) => sum + count, 0) !== images || files > images) total.twice += 1;
    }
    say(
      'Publishing',
      `${points.length} of ${all.length} steps (${names.size} names), ${total.killed} kills, ${total.reads} reads of the final names: ` +
        `${total.half} half images, ${total.missing} missing; ${total.wrong} ended wrong, ${total.twice} sent twice, ${total.leftOver} left something over`,
    );
    expect(total).toMatchObject({ half: 0, missing: 0, wrong: 0, twice: 0, leftOver: 0 });
    expect(total.killed).toBeGreaterThanOrEqual(points.length - 2);
  });
});
