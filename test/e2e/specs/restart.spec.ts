import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { endpointFile, registryFile, sha256Of } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/index.ts';
import { startHeadless } from '../fixtures/startHeadless.ts';
import { AppPage } from '../pages/app.ts';

test('restart in mid-transfer finds the task again: killed by -9, one transfer, every byte', async ({
  app,
  served,
  dataFolder,
  context,
}) => {
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');
  await app.signIn('Globus');
  await app.send('lab/torch:2.4', 'Partner share');
  await app.open('Activity');
  await expect(app.page.getByText(/Sending \d+ %/).first()).toBeVisible({ timeout: 30_000 });

  await served.end('SIGKILL');
  await expect(app.page.getByText('Not connected to Portolan.')).toBeVisible();

  const again = await startHeadless({ dataFolder });
  try {
    expect(again.ready.lab?.transfer, 'the lab keeps its addresses').toBe(lab.transfer);
    const page = await context.newPage();
    await page.goto(again.ready.startUrl);
    const second = new AppPage(page);
    await second.ready();
    await second.open('Activity');
    await page.getByRole('tab', { name: /History/ }).click();
    await expect(page.getByText('Arrived').first()).toBeVisible({ timeout: 90_000 });
    const arrived = endpointFile(lab, 'Partner share', '/containers/lab/torch_2.4.sif');
    expect(sha256Of(arrived)).toBe(sha256Of(registryFile(lab, 'lab/torch:2.4')));
    const words = ['src-main/headless/cli/main.ts', 'activity', '--json', '--data', dataFolder];
    const { activities } = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
    expect(activities).toHaveLength(1);
  } finally {
    expect(await again.end()).toBe(0);
  }
});

test('SIGTERM ends the app, removes its connection file, and frees the data folder at once', async ({
  served,
  dataFolder,
}) => {
  expect(existsSync(`${dataFolder}/connection.json`)).toBe(true);
  expect(await served.end()).toBe(0);
  expect(existsSync(`${dataFolder}/connection.json`)).toBe(false);
  const again = await startHeadless({ dataFolder });
  expect(await again.end()).toBe(0);
});
