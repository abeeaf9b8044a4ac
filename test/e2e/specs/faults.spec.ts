import { existsSync } from 'node:fs';
import { endpointFile } from '../fixtures/files.ts';
import { expect, test } from '../fixtures/index.ts';
import { switchFault } from '../fixtures/tellLab.ts';

test('services that fail and come back: the lists stay, the screen says why and recovers by itself', async ({
  app,
  served,
}, testInfo) => {
  const { page } = app;
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');
  await app.signIn('the registry');
  await app.signIn('Globus');
  await app.open('Containers');
  await expect(page.getByText('24 images')).toBeVisible();
  await switchFault(lab, 'html-answer', true);
  await page.keyboard.press('Control+r');
  await expect(page.getByText(/answered with a page, not with an answer/).first()).toBeVisible();
  await expect(page.getByText('24 images')).toBeVisible();
  await expect(page.getByText('Practice registry: not reachable')).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('services.png') });
  await switchFault(lab, 'html-answer', false);
  await expect(page.getByText('Practice registry: not reachable')).toBeHidden({ timeout: 45_000 });
  await expect(page.getByText(/answered with a page/)).toHaveCount(0);
});

test('a transfer that cannot be written, and a sign-in that ended, say so and can be mended', async ({
  app,
  served,
}, testInfo) => {
  const { page } = app;
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');
  await app.signIn('Globus');

  await test.step('no space', async () => {
    await app.send('tools/curl:8.9', 'Full disk');
    await app.open('Activity');
    await page.getByRole('tab', { name: /History/ }).click();
    await page.getByRole('button', { name: /curl/ }).first().click();
    await expect(page.getByText('No space: 1.2 MB needed in /containers/tools/').first()).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('noSpace.png') });
    expect(existsSync(endpointFile(lab, 'Full disk', '/containers/tools/curl_8.9.sif'))).toBe(false);
  });

  await test.step('a sign-in that ends while an image is on its way', async () => {
    await app.send('lab/torch:2.3', 'Partner share');
    await app.open('Activity');
    await page.getByRole('tab', { name: /Now/ }).click();
    await expect(page.getByText(/Sending \d+ %/).first()).toBeVisible();
    await switchFault(lab, 'token-revoked', true);
    await page.getByRole('tab', { name: /Waiting for you/ }).click();
    await expect(page.getByText('The sign-in has ended').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('link', { name: /1 waiting for you/ })).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('signInEnded.png') });
    await app.signIn('Globus');
    await page.getByRole('tab', { name: /History/ }).click();
    await expect(page.getByText('Arrived').first()).toBeVisible({ timeout: 45_000 });
    await expect(page.getByText('torch:2.3')).toHaveCount(1);
  });
});
