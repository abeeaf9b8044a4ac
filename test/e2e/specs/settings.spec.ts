import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../fixtures/index.ts';
import { axeFindings, losses } from '../fixtures/noLoss.ts';
import { startHeadless } from '../fixtures/startHeadless.ts';
import { AppPage } from '../pages/app.ts';

const categories = [
  ...['General', 'Registries', 'Globus', 'Endpoints', 'Transfers'],
  ...['Network', 'Security', 'Updates', 'Advanced', 'Practice lab'],
] as const;

test('settings by keyboard: searched, tested, and the one an administrator has fixed says so', async ({
  page,
  dataFolder,
}) => {
  const managed = path.join(dataFolder, 'managed.json');
  const fixed = { reason: 'Set by IT, helpdesk@lab.edu', settings: { 'network.caFile': '', 'updates.check': 'off' } };
  writeFileSync(managed, JSON.stringify(fixed));
  const served = await startHeadless({ dataFolder, environment: { PORTOLAN_MANAGED_SETTINGS: managed } });
  try {
    await page.goto(served.ready.startUrl);
    const app = new AppPage(page);
    await app.ready();
    const { keyboard } = page;
    const search = page.getByRole('searchbox', { name: 'Search settings' });

    await test.step('a setting is found by its name and changed', async () => {
      await keyboard.press('Control+,');
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      await keyboard.press('/');
      await expect(search).toBeFocused();
      await keyboard.type('units of');
      await expect(page.getByRole('status').filter({ hasText: '1 setting found' })).toBeVisible();
      await keyboard.press('Enter');
      const units = page.getByLabel('Units of sizes');
      await expect(units).toBeFocused();
      await keyboard.press('ArrowDown');
      await expect(units).toHaveValue('binary');
      await expect(page).toHaveURL(/#\/settings\/units$/);
    });

    await test.step('arrows lead through the categories', async () => {
      await page.getByRole('link', { name: 'General', exact: true }).focus();
      for (let step = 0; step < 5; step += 1) await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 2, name: 'Certificates' })).toBeVisible();
    });

    await test.step('the fixed one is locked and says why', async () => {
      await expect(page.getByLabel('File of your own authorities')).toBeDisabled();
      await expect(page.getByText('Fixed by an administrator: Set by IT, helpdesk@lab.edu')).toBeVisible();
      await expect(page.getByRole('combobox', { name: 'Proxy' })).toBeEnabled();
    });

    await test.step('everything is tried', async () => {
      await page.getByRole('button', { name: 'Test all' }).focus();
      await keyboard.press('Enter');
      await expect(page.getByRole('status').filter({ hasText: 'All 4 servers are reached' })).toBeVisible();
      await expect(page.getByText(/^Reached in \d+ ms · directly$/)).toHaveCount(4);
    });

    await test.step('the support bundle is read before it is saved', async () => {
      await page.goto(`${served.ready.url}#/settings/advanced.support`);
      const collect = page.getByRole('button', { name: 'Collect' });
      await collect.focus();
      await keyboard.press('Enter');
      const text = page.getByLabel('The support bundle');
      await expect(text).toHaveValue(/"portolanSupport": 1/);
      await page.getByRole('button', { name: 'Save it' }).focus();
      await keyboard.press('Enter');
      await expect(page.getByText(/Saved as .*portolan-support-/).first()).toBeVisible();
    });
  } finally {
    await served.end();
  }
});

test('axe with no findings on every category in light, dark and high contrast, and nothing lost in the smallest window', async ({
  app,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  await app.open('Settings');
  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    await page.getByRole('link', { name: 'General', exact: true }).click();
    await page.getByLabel('Theme').selectOption(theme);
    await expect(
      page.locator(theme === 'highContrast' ? 'html[data-contrast="more"]' : `html[data-theme="${theme}"]`),
    ).toBeAttached();
    for (const name of categories) {
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click();
      if (name === 'Network') await page.getByRole('combobox', { name: 'Proxy' }).selectOption('manual');
      await page.waitForLoadState('networkidle');
      expect(await axeFindings(page), `${name}, ${theme}`).toEqual([]);
      if (theme !== 'light') continue;
      await page.setViewportSize({ width: 900, height: 600 });
      expect(await losses(page), name).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  }
});
