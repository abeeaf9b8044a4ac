import { expect, test } from '../fixtures/index.ts';
import { axeFindings as findings } from '../fixtures/noLoss.ts';
import type { AppPage, PageName } from '../pages/app.ts';

const pages: readonly PageName[] = ['Containers', 'Chart', 'Activity', 'Subscriptions', 'Sharing', 'Settings'];
const themes = ['light', 'dark'] as const;

async function setTheme(app: AppPage, theme: (typeof themes)[number]): Promise<void> {
  await app.page.emulateMedia({ colorScheme: theme });
  await expect(app.page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
}

test('axe with no serious findings in both themes: every page, signed out and signed in, and nothing lighter either', async ({
  app,
}) => {
  const everywhere = async (when: string) => {
    for (const theme of themes) {
      await setTheme(app, theme);
      for (const name of pages) {
        await app.open(name);
        await app.page.waitForLoadState('networkidle');
        expect(await findings(app.page), `${name}, ${theme}, ${when}`).toEqual([]);
      }
    }
  };
  await everywhere('signed out');
  await app.signIn('the registry');
  await app.signIn('Globus');
  await everywhere('signed in');
});

test('axe with no serious findings in both themes: dialogs and an image, and nothing lighter either', async ({
  app,
}) => {
  await app.signIn('Globus');
  for (const theme of themes) {
    await setTheme(app, theme);
    await app.selectImages('tools/curl:8.9');
    await app.button('Send…').last().click();
    await expect(app.dialog(/^Send /)).toBeVisible();
    expect(await findings(app.page), `send dialog, ${theme}`).toEqual([]);
    await app.page.keyboard.press('Escape');
    await app.open('Subscriptions');
    await app.page.keyboard.press('Control+n');
    await expect(app.button('Subscribe')).toBeVisible();
    expect(await findings(app.page), `subscription editor, ${theme}`).toEqual([]);
    await app.open('Containers');
    await app.page
      .getByRole('link', { name: /^tools\/curl/ })
      .first()
      .click();
    await expect(app.page.getByRole('heading', { level: 1, name: /tools\/curl/ })).toBeVisible();
    expect(await findings(app.page), `image, ${theme}`).toEqual([]);
  }
});

test('axe with no serious findings in both themes: groups, columns, tabs of an image and the result of a send', async ({
  app,
}) => {
  await app.signIn('Globus');
  await app.send('tools/curl:8.9', 'Partner share');
  await app.open('Activity');
  await app.page.getByRole('tab', { name: /History/ }).click();
  await app.page.getByText('Arrived').first().waitFor({ timeout: 60_000 });
  for (const theme of themes) {
    await setTheme(app, theme);
    await app.open('Containers');
    await app.button('Grouped').click();
    expect(await findings(app.page), `grouped, ${theme}`).toEqual([]);
    await app.button('Columns').click();
    await expect(app.page.getByRole('checkbox', { name: 'Digest' })).toBeVisible();
    expect(await findings(app.page), `columns, ${theme}`).toEqual([]);
    await app.page.keyboard.press('Escape');
    await app.button('Where is it?').click();
    await app.page.getByText('Legend').click();
    expect(await findings(app.page), `matrix with its legend, ${theme}`).toEqual([]);
    await app.button('Table').click();
    await app.selectImages('tools/curl:8.9', 'genomics/bwa:0.7.18');
    await app.button('Send…').last().click();
    const dialog = app.dialog(/^Send /);
    await dialog.getByRole('checkbox', { name: theme === 'light' ? 'Partner share' : 'Full disk' }).check();
    if (theme === 'light') {
      await app.button('Send', dialog).click();
      await expect(app.dialog('Sending 1 copy')).toBeVisible();
      expect(await findings(app.page), `result, ${theme}`).toEqual([]);
      await app.button('Done').click();
    } else {
      await app.page.keyboard.press('Escape');
    }
    await app.page
      .getByRole('link', { name: /^tools\/curl/ })
      .first()
      .click();
    for (const tab of [/^Tags/, /^History/]) {
      await app.page.getByRole('tab', { name: tab }).click();
      expect(await findings(app.page), `${tab}, ${theme}`).toEqual([]);
    }
  }
});
