import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { endpointFile, registryFile, sha256Of } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/index.ts';

test('a newcomer signs in, browses, sends, subscribes, and a new image arrives byte for byte', async ({
  app,
  served,
  dataFolder,
}) => {
  const { page } = app;
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');

  await test.step('signs in to the registry and to Globus', async () => {
    await app.signIn('the registry');
    await app.signIn('Globus');
  });

  await test.step('browses containers', async () => {
    await app.open('Containers');
    await expect(page.getByRole('checkbox', { name: 'Select lab/torch:2.4', exact: true })).toBeVisible();
    await expect(page.getByText('24 images')).toBeVisible();
  });

  await test.step('sees the endpoints on the chart', async () => {
    await app.open('Chart');
    for (const name of ['My laptop', 'Cluster scratch', 'Partner share', 'Archive', 'Full disk']) {
      await expect(page.getByRole('button', { name: new RegExp(`^${name}, `) })).toBeVisible();
    }
  });

  await test.step('sends an image to the cluster, with the consent it asks for, and watches the arrow', async () => {
    await app.selectImages('lab/torch:2.4');
    await app.button('Send…').last().click();
    const dialog = app.dialog(/^Send /);
    await dialog.getByRole('checkbox', { name: 'Cluster scratch' }).check();
    await app.button('Grant consent', dialog).click();
    await app.answerAtLab();
    await expect(app.button('Grant consent', dialog)).toHaveCount(0);
    await app.button('Send', dialog).click();
    await app.open('Chart');
    await expect(page.getByText(/^\d+ % · /)).toBeVisible();
    await app.open('Activity');
    await page.getByRole('tab', { name: /History/ }).click();
    await expect(page.getByText('Arrived').first()).toBeVisible({ timeout: 60_000 });
    const arrived = endpointFile(lab, 'Cluster scratch', '/containers/lab/torch_2.4.sif');
    expect(sha256Of(arrived)).toBe(sha256Of(registryFile(lab, 'lab/torch:2.4')));
  });

  await test.step('subscribes an endpoint', async () => {
    await app.selectImages('tools/curl:8.9');
    await app.button('Subscribe…').last().click();
    await page.getByRole('checkbox', { name: 'Partner share' }).check();
    await app.button('Subscribe').click();
    await app.open('Subscriptions');
    await expect(page.getByText('tools/curl').first()).toBeVisible();
  });

  await test.step('a new image in the registry folder arrives there, byte for byte', async () => {
    const words = ['src-main/headless/cli/main.ts', 'lab', 'push', 'tools/curl:9.0', '--json', '--data', dataFolder];
    const pushed = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
    const arrived = endpointFile(lab, 'Partner share', '/containers/tools/curl_9.0.sif');
    await expect
      .poll(() => existsSync(arrived) && `sha256:${sha256Of(arrived)}`, { timeout: 60_000 })
      .toBe(pushed.digest);
    await app.open('Activity');
    await page.getByRole('tab', { name: /History/ }).click();
    await expect(page.getByText('Arrived')).toHaveCount(3, { timeout: 30_000 });
  });
});
