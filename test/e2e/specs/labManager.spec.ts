import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endpointFile, registryFile, sha256Of } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/index.ts';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

test('a lab manager subscribes; of five new images three arrive as one task and two are explained; a full disk is waited out', async ({
  app,
  served,
  dataFolder,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');
  const portolan = (...words: readonly string[]) =>
    JSON.parse(
      execFileSync(process.execPath, ['src-main/headless/cli/main.ts', ...words, '--json', '--data', dataFolder], {
        encoding: 'utf8',
      }),
    );
  const arrived = (name: string) => endpointFile(lab, 'Partner share', `/containers/tools/${name}.sif`);

  await app.signIn('Globus');
  await app.selectImages('tools/curl:8.9');
  await app.button('Subscribe…').last().click();
  await page.getByLabel('Container', { exact: true }).fill('*');
  await page.getByRole('checkbox', { name: 'Partner share' }).check();
  await app.button('Subscribe').click();
  await expect(page.getByText('5 up to date')).toBeVisible({ timeout: 60_000 });
  const before = portolan('activity').activities.length;

  await test.step('five files come while the subscription is paused', async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
    for (const name of ['one:1', 'two:1', 'three:1']) portolan('lab', 'push', `tools/${name}`, '--size', '300000');
    const whole = readFileSync(registryFile(lab, 'tools/curl:8.9'));
    const longAgo = new Date(Date.now() - 3_600_000);
    const put = (name: string, bytes: Uint8Array, named: Uint8Array) => {
      // As the real server does: written beside, renamed in.
      const upload = path.join(lab.registry.imagesDir, '_upload', name.slice(-4, -2));
      mkdirSync(path.dirname(upload), { recursive: true });
      writeFileSync(upload, bytes);
      utimesSync(upload, longAgo, longAgo);
      renameSync(upload, path.join(lab.registry.imagesDir, 'tools', `${name}@${md5(named)}.sif`));
    };
    put('<img src=x onerror=alert(1)>\u202e:1', whole, whole);
    put('cut:1', whole.subarray(0, whole.length - 1000), whole);
    await app.open('Containers');
    await page.getByLabel('Search name, tag, digest').fill('tools');
    for (const name of ['one', 'two', 'three']) {
      await expect(page.getByRole('checkbox', { name: `Select tools/${name}:1` })).toBeVisible({ timeout: 30_000 });
    }
  });

  await test.step('three are delivered as one task, two are explained', async () => {
    await app.open('Subscriptions');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await expect(page.getByText('8 up to date')).toBeVisible({ timeout: 60_000 });
    const { activities } = portolan('activity');
    expect(activities).toHaveLength(before + 1);
    expect(activities[0].images.map(({ name }: { name: string }) => name).sort()).toEqual([
      'tools/one:1',
      'tools/three:1',
      'tools/two:1',
    ]);
    for (const name of ['one', 'two', 'three']) {
      expect(sha256Of(arrived(`${name}_1`))).toBe(sha256Of(registryFile(lab, `tools/${name}:1`)));
    }
    expect(existsSync(arrived('cut_1'))).toBe(false);
    await app.open('Containers');
    // One is told in the title, the other below it: whichever was looked at first.
    const told = page.locator('.problem', { hasText: 'cannot be taken either' });
    await expect(told).toBeVisible();
    await expect(told).toContainText('tools/cut:1');
    await expect(told).toContainText('<img src=x onerror=alert(1)>');
    expect(portolan('registries').registries[0].folder.problem.facts.otherFiles).toBe(1);
  });

  await test.step('the destination fills up, says so, and what waits goes on by itself', async () => {
    const { id } = lab.endpoints.find(({ name }) => name === 'Partner share') ?? { id: '' };
    portolan('lab', 'fault', 'disk-full', 'on', '--endpoint', id);
    portolan('lab', 'push', 'tools/four:1', '--size', '300000');
    await app.open('Activity');
    await expect(page.getByText(/^No space/).first()).toBeVisible({ timeout: 60_000 });
    portolan('lab', 'fault', 'disk-full', 'off');
    await expect.poll(() => existsSync(arrived('four_1')), { timeout: 120_000 }).toBe(true);
    await app.open('Subscriptions');
    await expect(page.getByText('9 up to date')).toBeVisible({ timeout: 60_000 });
  });
});
