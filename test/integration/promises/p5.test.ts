import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHolder } from '../../../src-main/headless/connectionFile.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { type Child, patience, say, size, startChild } from './promise.ts';

const newFolder = temporaryFolders();
const forms = ['headless', 'desktop'] as const;

/** Starts that many of each form, all let go at one moment; the first word of each. */
async function startTogether(folder: string, ofEach: number): Promise<{ holders: Child[]; refused: Child[] }> {
  const [data, go] = [join(folder, 'data'), join(folder, 'go')];
  rmSync(go, { force: true });
  const children = Array.from({ length: ofEach * 2 }, (_, n) =>
    startChild('./holderChild.ts', { DATA: data, GO: go, FORM: forms[n % 2] ?? 'headless' }),
  );
  await Promise.all(children.map((child) => child.line('ready')));
  writeFileSync(go, '');
  const said = await Promise.all(
    children.map(async (child) => {
      await expect.poll(() => child.lines.length, { timeout: 60_000 }).toBe(2);
      return { child, word: child.lines[1] ?? '' };
    }),
  );
  const holders = said.filter(({ word }) => word.startsWith('holds')).map(({ child }) => child);
  const refused = said.filter(({ word }) => word.startsWith('refused')).map(({ child }) => child);
  return { holders, refused };
}

describe('P5 one instance per profile, over both forms', () => {
  it('started at once; and again after the holder was killed', { timeout: patience }, async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'data'));
    const ofEach = size(2, 10);
    const rounds = size(1, 10);
    let started = 0;
    let refusedRightly = 0;
    const lives: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { holders, refused } = await startTogether(folder, ofEach);
      await Promise.all(refused.map((child) => child.ended));
      started += ofEach * 2;
      lives.push(holders.length);
      refusedRightly += refused.filter(
        (child) => child.exitCode() === 1 && child.lines[1]?.startsWith('refused state.inUse'),
      ).length;
      for (const holder of holders) await holder.kill();
    }
    const next = await startTogether(folder, 1);
    const tookMs = Number(next.holders[0]?.lines[1]?.split(' ')[1]);
    for (const holder of next.holders) await holder.kill();
    say(
      'P5',
      `${started} started in ${rounds} rounds, ${lives.join('+')} lived, ${refusedRightly} ended with code 1 and state.inUse; ` +
        `after kill -9 the next had it in ${tookMs} ms`,
    );
    expect(lives).toEqual(Array.from({ length: rounds }, () => 1));
    expect(refusedRightly).toBe(started - rounds);
    expect(next.holders).toHaveLength(1);
  });

  it('who comes late is told where the first one is', { timeout: patience }, async ({ skip }) => {
    const root = resolve(import.meta.dirname, '..', '..', '..');
    if (!existsSync(join(root, 'out', 'renderer', 'index.html'))) return skip('the screens are not built');
    const folder = newFolder();
    const [data, go] = [join(folder, 'data'), join(folder, 'go')];
    writeFileSync(go, '');
    const first = startChild('./holderChild.ts', { DATA: data, GO: go });
    await first.line('holds');
    const { connection } = readHolder(data) ?? {};
    const late = startChild(
      '../../../src-main/headless/main.ts',
      {},
      { command: 'sh', args: ['-c', `exec "${process.execPath}" "$0" --data "${data}" --port 0`] },
    );
    await late.ended;
    const told = late.errors() + late.lines.join('\n');
    await first.kill();
    const isTold = connection !== undefined && connection !== null && told.includes(connection.url);
    say(
      'P5',
      `a late one ended with code ${late.exitCode()} and ${isTold ? 'named' : 'did not name'} the first one's address`,
    );
    expect(late.exitCode()).toBe(1);
    expect(isTold, told).toBe(true);
  });
});
