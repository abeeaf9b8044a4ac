import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';
import { axeFindings, losses } from '../fixtures/noLoss.ts';

const germanPages = ['Container', 'Karte', 'Aktivität', 'Abonnements', 'Freigaben', 'Einstellungen'] as const;

async function openGerman(page: Page, name: (typeof germanPages)[number]): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().click();
  // Away from the link, whose tooltip would open over the page.
  await page.mouse.move(640, 4);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** English words that would stand on a page that is only half translated. */
const english = /\b(the|Size|Search|Settings|Transfers|Subscribe|Endpoints?|Nothing|Not known|Online\sor)\b/;

test('German is chosen in the settings, is spoken on every page, stays after a reload and goes again', async ({
  app,
}) => {
  const { page } = app;
  await app.signIn('Globus');
  await app.open('Settings');
  const language = page.getByLabel('Language', { exact: true });
  await language.selectOption({ label: 'Deutsch' });
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^de/);
  // The same field still has the focus of the keyboard: the page was not put together anew.
  await expect(page.getByLabel('Sprache', { exact: true })).toHaveValue('de');

  for (const name of germanPages) {
    await openGerman(page, name);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('#main-content').innerText(), name).not.toMatch(english);
    expect(await axeFindings(page), name).toEqual([]);
    // German words are longer, and the smallest window must hold them too.
    await page.setViewportSize({ width: 900, height: 600 });
    expect(await losses(page), name).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await openGerman(page, 'Container');
  await expect(page.getByRole('columnheader', { name: 'Größe' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: /^\d+,\d (kB|MB|GB)$/ }).first()).toBeVisible();

  await page.reload();
  await app.ready();
  await expect(page.getByRole('heading', { level: 1, name: 'Container' })).toBeVisible();
  await expect(page).toHaveTitle('Container · Portolan');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('tastenk');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Tastenkürzel' })).toContainText('Auf dieser Seite suchen');
  await page.keyboard.press('Escape');

  await openGerman(page, 'Einstellungen');
  await page.getByLabel('Sprache', { exact: true }).selectOption({ label: 'English' });
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
});

test.describe('on a computer that speaks German', () => {
  test.use({ locale: 'de-CH' });
  test('the app speaks German from the first page on', async ({ app }) => {
    await expect(app.page.getByRole('heading', { level: 1, name: 'Container' })).toBeVisible();
    await expect(app.page.locator('html')).toHaveAttribute('lang', 'de-CH');
  });
});
