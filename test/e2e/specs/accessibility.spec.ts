import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures/index.ts';
import type { AppPage, PageName } from '../pages/app.ts';

const pages: readonly PageName[] = ['Containers', 'Chart', 'Activity', 'Subscriptions', 'Sharing', 'Settings'];
const themes = ['light', 'dark'] as const;

/** Findings as `rule: where`, so that a failure says what to mend. */
async function findings(app: AppPage): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: app.page }).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${impact} ${id}: ${target.join(' ')}`),
  );
}

async function setTheme(app: AppPage, theme: (typeof themes)[number]): Promise<void> {
  await app.page.emulateMedia({ colorScheme: theme });
  await expect(app.page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
}

test('axe finds nothing on any page, in both themes, signed out and signed in', async ({ app }) => {
  const everywhere = async (when: string) => {
    for (const theme of themes) {
      await setTheme(app, theme);
      for (const name of pages) {
        await app.open(name);
        await app.page.waitForLoadState('networkidle');
        expect(await findings(app), `${name}, ${theme}, ${when}`).toEqual([]);
      }
    }
  };
  await everywhere('signed out');
  await app.signIn('the registry');
  await app.signIn('Globus');
  await everywhere('signed in');
});

test('axe finds nothing in the dialogs and on an image', async ({ app }) => {
  await app.signIn('Globus');
  for (const theme of themes) {
    await setTheme(app, theme);
    await app.selectImages('tools/curl:8.9');
    await app.button('Send…').last().click();
    await expect(app.dialog(/^Send /)).toBeVisible();
    expect(await findings(app), `send dialog, ${theme}`).toEqual([]);
    await app.page.keyboard.press('Escape');
    await app.open('Subscriptions');
    await app.page.keyboard.press('Control+n');
    await expect(app.button('Subscribe')).toBeVisible();
    expect(await findings(app), `subscription editor, ${theme}`).toEqual([]);
    await app.open('Containers');
    await app.page
      .getByRole('link', { name: /^tools\/curl/ })
      .first()
      .click();
    await expect(app.page.getByRole('heading', { level: 1, name: /tools\/curl/ })).toBeVisible();
    expect(await findings(app), `image, ${theme}`).toEqual([]);
  }
});
