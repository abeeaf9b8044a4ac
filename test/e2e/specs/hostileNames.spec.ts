import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { harmlessNames, hostileNames, startHostileRegistry } from '../../fakes/hostileRegistry.ts';
import { expect, test } from '../fixtures/index.ts';

test('names of a hostile registry are text and nothing else', async ({ app, dataFolder }) => {
  const { page } = app;
  const hostile = await startHostileRegistry();
  const heard: string[] = [];
  page.on('dialog', (dialog) => {
    heard.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML/i.test(message.text())) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(`error ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(page.url()).origin)) heard.push(`request ${request.url()}`);
  });

  try {
    await app.open('Settings');
    await page.getByRole('link', { name: 'Registries', exact: true }).click();
    const address = page.getByRole('textbox', { name: 'Registry address' });
    await address.fill(hostile.url);
    await address.blur();
    await expect(page.getByText(/Found: Singularity Registry Server/)).toBeVisible();
    await app.button('Connect').last().click();
    await expect(page.getByText(/is connected/).first()).toBeVisible();

    await app.open('Containers');
    await page.getByRole('searchbox').first().fill('odd');
    for (const key of harmlessNames) {
      if (key === 'wide') continue;
      await expect(
        page.getByRole('checkbox', { name: `Select odd/${hostileNames[key]}:1`, exact: true }),
      ).toBeVisible();
    }
    await expect(page.getByText(/images of .* are left out/)).toBeVisible();
    await expect(page.getByText('escaped')).toHaveCount(0);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, 'a name of 250 letters does not widen the page').toBeLessThanOrEqual(0);

    await page.getByRole('link', { name: hostileNames.image }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(hostileNames.image);
    for (const name of ['Chart', 'Subscriptions', 'Settings'] as const) await app.open(name);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.locator('img[src="x"], svg[onload], script:not([src])').count()).toBe(0);
    expect(heard).toEqual([]);
    for (const folder of [os.tmpdir(), dataFolder, path.dirname(dataFolder)])
      expect(existsSync(path.join(folder, 'escaped'))).toBe(false);
  } finally {
    await hostile.stop();
  }
});
